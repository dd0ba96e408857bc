/** As en_facts.ts. */

import type { facts as english } from './en_facts.ts';
import { inPortuguese as plural } from './plural.ts';

export const facts: typeof english = {
  manifest: {
    tree: 'Documentos do arquivo e o que eles citam',
    parts: (name) => `O que ${name} cita`,
    entry: 'Entrada',
    blob: 'Blob',
    document: 'JSON',
    chosen: 'mostrada aqui',
    choose: 'Mostrar esta',
    about: 'sobre',
    annotations: (count) => plural(count, `${count} anotação`, `${count} anotações`),
    more: (left) => `Mostrar mais (faltam ${left})`,
  },
  recent: {
    title: 'Arquivos recentes',
    opened: (day) => `aberto em ${day}`,
    forget: 'Esquecer',
    forgetOne: (name) => `Esquecer ${name}`,
    forgetAll: 'Esquecer todos',
    where:
      'Esta lista fica neste navegador, nesta máquina: nomes, tamanhos e onde estão os arquivos, não o que há neles. O navegador pode perguntar antes de ler um arquivo de novo.',
  },
  header: {
    wasted: 'perdidos',
    wastedWhat: 'Bytes de arquivos que uma camada posterior trocou ou apagou. Ir para Espaço',
    left: (time) => `faltam cerca de ${time}`,
    seconds: (count) => `${count} s`,
    minutes: (count) => `${count} min`,
    readingNow: (layers, shown) => `Lendo ${plural(layers, 'uma camada', `${shown} camadas`)}`,
    readAll: 'Todas as camadas foram lidas',
  },
  list: {
    title: 'Como “docker images --digests” lista',
    name: 'a lista',
    repository: 'Repositório',
    tag: 'Tag',
    digest: 'Digest',
    imageId: 'ID da imagem',
    created: 'Criada em',
    size: 'Tamanho',
    none: '<none>',
  },
  history: {
    title: 'Histórico como tabela',
    intro:
      'Todos os passos, o último primeiro, como “docker history --no-trunc” mostra; passos sem camada não têm tamanho.',
    created: 'Criado em',
    createdBy: 'Criado por',
    size: 'Tamanho',
    comment: 'Comentário',
    layer: 'Camada',
    copyTsv: 'a tabela',
    copyMarkdown: 'a tabela em Markdown',
    tsv: 'Tabela',
    markdown: 'Markdown',
    json: 'JSON',
  },
  help: {
    paste: 'abrir um arquivo copiado',
    tab: 'à próxima parte; o que rola segue então as setas',
    enter: 'apertar um botão, seguir um link, abrir uma parte',
    escape: 'fechar esta ajuda, sair de uma lista',
  },
  config: {
    inspect: 'Como “docker image inspect” mostra',
    inspectNote:
      'Feito a partir desta imagem. GraphDriver e Metadata ficam de fora: falam de uma máquina que tem a imagem, não da imagem.',
    inspectLater: 'Size entra quando todas as camadas tiverem sido lidas.',
    table: (name) => `${name} como tabela`,
  },
};
