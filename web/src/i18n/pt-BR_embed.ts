/** Os textos de en_embed.ts em português do Brasil. */
import type { Messages } from './en.ts';
import type { urlProblems as english } from './en_embed.ts';

export const url: Messages['url'] = {
  downloading: 'Baixando',
  downloaded: (bytes) => `${bytes} até agora`,
  stopped: 'A leitura parou. O que já foi lido continua disponível; as outras camadas ficam de fora.',
  again: 'Tentar de novo',
  listed: 'Mostrada pelos sumários das camadas',
  listedWhy:
    'As camadas desta imagem têm um sumário no fim, e das que ainda não tinham sido lidas só ele veio pela rede. Ninguém os comparou ainda com as camadas: isso só começa quando você pedir.',
  readLayers: (bytes) => `Ler as camadas: ${bytes}`,
  check: (bytes) => `Conferir: ${bytes}`,
  checkWhy: (bytes) =>
    `A imagem é lida pela rede. Para conferir todos os digests, é preciso ler ${bytes} de novo: isso só começa quando você pedir.`,
  inFull: 'Abrir em página inteira',
  newTab: 'abre uma nova aba',
  nothing: 'Nenhuma imagem foi indicada para aparecer aqui.',
};

export const learn = 'Aprenda do que é feita uma imagem';

export const urlProblems: typeof english = {
  'url-other-origin': {
    what: 'Este endereço leva a outro site. A página só abre imagens do próprio site.',
    tryThis: 'Nada foi pedido. Baixe a imagem e abra o arquivo, ou coloque-a ao lado desta página no mesmo servidor.',
  },
  'url-from-file': {
    what: 'Uma página aberta do disco não pode ler outros arquivos pelo endereço; os navegadores proíbem.',
    tryThis: 'Abra a imagem com o botão ou solte-a aqui. Endereços funcionam quando a página vem de um servidor.',
  },
  'url-not-found': {
    what: 'O servidor não tem arquivo neste endereço.',
    tryThis:
      'Confira o endereço, inclusive maiúsculas: ele é relativo a esta página. Talvez o arquivo ainda não tenha sido publicado.',
  },
  'url-refused': {
    what: 'O servidor não entregou o arquivo.',
    tryThis: 'O detalhe abaixo é a resposta dele. Entre na sua conta se o site pedir, ou tente mais tarde.',
  },
  'url-is-web-page': {
    what: 'O servidor respondeu com uma página da web em vez de uma imagem.',
    tryThis: 'Muitos sites respondem a um endereço errado com a página inicial ou com um login. Confira o endereço.',
  },
  'url-unreachable': {
    what: 'Não foi possível alcançar o servidor, ou ele encaminha para outro site.',
    tryThis: 'Verifique a rede e tente de novo. Esta página funciona sem rede; imagens em um endereço, não.',
  },
  'url-interrupted': {
    what: 'A conexão caiu antes que tudo fosse lido.',
    tryThis: 'Verifique a rede e tente de novo.',
  },
  'url-ranges-broken': {
    what: 'O servidor não enviou a parte do arquivo que foi pedida, embora tivesse dito que podia.',
    tryThis: 'Algo entre o servidor e você trata intervalos de forma errada. Baixe a imagem e abra o arquivo.',
  },
  'source-changed': {
    what: 'A imagem foi substituída no servidor enquanto era lida.',
    tryThis: 'O que aparece é da anterior. Leia de novo para ver a nova.',
  },
};
