/** Texts of the section Anatomy in Brazilian Portuguese, in the shape of en_anatomy.ts. */

import type { anatomy as english } from './en_anatomy.ts';
import { inPortuguese as plural } from './plural.ts';

export const anatomy: typeof english = {
  title: 'Anatomia',
  titleOf: (name) => `Anatomia de ${name}`,

  config: 'Configuração',
  manifest: 'Manifesto',
  layers: 'Camadas',
  stack: 'Camadas, a de cima primeiro',
  union: 'Um sistema de arquivos',
  unionOf: 'o que um contêiner vê',
  writable: 'camada gravável',
  writableOf: 'de um contêiner em execução',
  absent: 'ausente deste arquivo',
  noCommand: 'sem comando',
  ports: (count, shown) => `${plural(count, 'porta', 'portas')} ${shown}`,
  user: (name) => `usuário ${name}`,
  variables: (count, shown) => plural(count, `${shown} variável`, `${shown} variáveis`),
  contents: (count, shown) => `1 configuração, ${plural(count, `${shown} camada`, `${shown} camadas`)}`,
  layer: (index) => `Camada ${index}`,
  pack: (count, first, last) => `${count} camadas pequenas, da ${first} à ${last}`,
  noLayers: 'Esta imagem não tem camadas: é só uma configuração.',
  noInstruction: 'sem instrução registrada',
  unionWaits: 'Aparece aqui quando todas as camadas tiverem sido lidas.',
  unionEmpty: 'As camadas não trazem arquivos.',
  unionStopped: 'Não se sabe: nem todas as camadas foram lidas.',
  fromLayers: (layers) => `das camadas ${layers}`,
  more: (shown) => `e mais ${shown}`,
  figure: (shown) => `Fig. ${shown}.`,
  caption: {
    image: (count, shown) =>
      plural(
        count,
        'Configuração, manifesto e uma camada, vistos como um só sistema de arquivos.',
        `Configuração, manifesto e ${shown} camadas, vistos juntos como um só sistema de arquivos.`,
      ),
    bare: 'Arquivos sem configuração nem manifesto: um sistema de arquivos, mas não uma imagem.',
    noLayers: 'Configuração e manifesto de uma imagem sem camadas.',
    noFiles: 'Configuração, manifesto e os blobs que ele cita. Eles não se sobrepõem como um sistema de arquivos.',
  },
  captionHow: 'Quanto mais espessa a placa, mais bytes a camada ocupa no arquivo. Cada parte leva à sua seção.',

  legend: 'O que são as partes',
  parts: {
    config: {
      name: 'Configuração',
      what: 'Um pequeno documento JSON: o comando, seu ambiente, portas e usuário. O Docker o lê ao iniciar um contêiner.',
    },
    manifest: {
      name: 'Manifesto',
      what: 'A lista de peças. Cita a configuração e cada camada pelo digest, uma impressão digital do conteúdo; assim nenhuma peça é trocada sem que se perceba.',
    },
    layers: {
      name: 'Camadas',
      what: 'Cada uma guarda só o que um passo da construção mudou. Depois de feitas não mudam mais, e várias imagens as compartilham.',
    },
    union: {
      name: 'Sistema de arquivos de união',
      what: 'Todas as camadas sobrepostas parecem uma árvore só. Se duas têm o mesmo arquivo, vale a de cima; apagar é deixar uma marca, chamada whiteout, que esconde o que está embaixo.',
    },
    writable: {
      name: 'Camada gravável',
      what: 'Não faz parte da imagem: cada contêiner recebe uma, vazia, no topo. A primeira escrita em um arquivo de baixo copia o arquivo inteiro para cima (copy-on-write); a imagem fica como está.',
    },
  },

  roles: {
    base: 'Sistema base',
    runtime: 'Ambiente de execução',
    dependencies: 'Dependências',
    application: 'Aplicação',
    configuration: 'Ajustes',
  },
  noRole: 'sem palpite',
  rolesTitle: 'Como os papéis foram deduzidos',
  rolesWhat:
    'Nenhuma imagem diz para que servem suas camadas. Estes são palpites a partir da instrução que fez cada uma.',
  reasons: {
    rootFileSystem: 'a camada mais baixa preenche a raiz do sistema de arquivos',
    lowest: 'a camada mais baixa: todas as outras se apoiam nela',
    endsWithShell: 'fica abaixo de um passo que inicia um shell, como terminam as imagens base',
    packageOfCommand: 'instala o programa que o comando inicia: {detail}',
    languageRuntime: 'instala um ambiente de execução: {detail}',
    languagePackages: 'busca pacotes: {detail}',
    systemPackages: 'instala pacotes do sistema: {detail}',
    dependencyFiles: 'copia listas ou pastas de dependências: {detail}',
    build: 'constrói a aplicação: {detail}',
    copies: 'copia arquivos para {detail}',
    settings: 'traz ajustes ou um script de início: {detail}',
    worksInFolder: 'escreve na pasta de trabalho: {detail}',
    workingFolder: 'cria a pasta de trabalho: {detail}',
    arranges: 'só põe as coisas em ordem: {detail}',
    builderNote: 'o construtor anotou: {detail}',
    none: 'a instrução não aponta para nenhum deles',
  },

  verdict: 'Em palavras',
  baseKnown: 'Uma imagem construída sobre {base}, para {platform}.',
  baseUnknown: 'Uma imagem para {platform} que não diz sobre que sistema foi construída.',
  baseWaits: 'Uma imagem para {platform}.',
  baseSource: {
    'os-release': 'segundo o arquivo {path}',
    label: 'segundo um rótulo',
    config: 'segundo a configuração',
  },
  runs: 'Um contêiner feito dela executa {command} como {user}.',
  runsAsAnybody: 'Um contêiner feito dela executa {command}.',
  runsNothing: 'Ela não define um comando: é preciso dar um ao iniciar o contêiner.',
  listens: (count) => plural(count, 'Escuta na porta {ports}.', 'Escuta nas portas {ports}.'),
  bare: 'Isto não é uma imagem: é um sistema de arquivos avulso, sem configuração que diga o que executar.',
  artifact: 'Nada aqui é executado. Configuração e manifesto carregam outro conteúdo: {count}.',
  blobs: (count, shown) => plural(count, 'um blob', `${shown} blobs`),
  size: 'O arquivo tem {archive}. Descompactadas, as camadas guardam {stored} de arquivos, dos quais {live} ficam visíveis no fim.',
  sizeWaits:
    'O arquivo tem {archive}. Quanto dele fica visível no fim se saberá quando todas as camadas tiverem sido lidas.',
  sizeArchive: 'O arquivo tem {archive}.',
  sizeAllSeen:
    'O arquivo tem {archive}. Descompactadas, as camadas guardam {stored} de arquivos. Tudo fica visível no fim: nada vai junto em vão.',
  waste: '{bytes} ({percent}) vão junto mas nunca mais podem ser vistos, a maior parte em {reason}',
  wasteBy: '(sobretudo a camada {layer}): {instruction}',
  wasteReasons: {
    'deleted-file': 'arquivos apagados por uma camada posterior',
    'deleted-dir': 'pastas apagadas por uma camada posterior',
    opaque: 'pastas esvaziadas por uma camada posterior',
    'type-replaced': 'arquivos e pastas trocados por algo de outro tipo',
    'rewritten-different': 'arquivos regravados com outro conteúdo',
    'rewritten-identical': 'arquivos regravados sem mudança no conteúdo',
    'duplicate-entry': 'arquivos que uma camada guarda duas vezes',
  },

  warnings: 'Bom saber antes de usá-la',
  root: {
    title: 'Roda como root.',
    what: 'Nenhum outro usuário foi definido: o processo pode mudar tudo no contêiner.',
  },
  missing: {
    title: (count, shown) => plural(count, 'Falta uma camada.', `Faltam ${shown} camadas.`),
    what: 'O arquivo cita mais do que contém; o que falta não pode ser mostrado: camada {layers}.',
  },
  partial: {
    title: (count, shown) => plural(count, 'Uma camada está danificada.', `${shown} camadas estão danificadas.`),
    what: 'O que pôde ser lido aparece, e talvez não seja tudo: camada {layers}.',
  },
  hiddenSecrets: {
    title: 'Apagado, mas não desaparecido.',
    what: 'Pelo nome, estes arquivos são segredos. Uma camada posterior os apaga, mas quem tem a imagem ainda pode lê-los: {files}.',
    file: '{path} na camada {layer}',
  },
  secretVariables: {
    title: 'Segredos em variáveis?',
    what: 'Quem tem a imagem pode ler estas: {names}.',
  },
  remarks: {
    title: 'O arquivo não está em ordem.',
    what: (count, shown) =>
      plural(
        count,
        'Uma observação acima diz o que há de errado.',
        `${shown} observações acima dizem o que há de errado.`,
      ),
  },
};
