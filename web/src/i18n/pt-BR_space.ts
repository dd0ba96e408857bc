/** Textos da seção Espaço em português do Brasil, na forma de en_space.ts. */

import type { space as en } from './en_space.ts';
import { inPortuguese as plural } from './plural.ts';

export const space: typeof en = {
  title: 'Espaço',
  intro:
    'Onde estão os bytes da imagem. Primeiro os que um contêiner enxerga, pasta por pasta; depois as contas: o que as camadas guardam, o que disso fica visível e o que vai junto em vão.',

  leadsTo: 'O que mudar, no livro-caixa dos bytes',

  map: 'Onde estão os bytes visíveis',
  treemap: 'Mapa de árvore dos arquivos',
  where: 'Pasta mostrada',
  root: 'todos os arquivos',
  figure: (shown) => `Fig. ${shown}.`,
  caption:
    'O sistema de arquivos final: quanto maior o campo, mais bytes há ali. A cor é a da camada de onde vêm; uma faixa no pé mostra quando são várias.',
  waiting: 'A figura aparece assim que a primeira camada tiver sido lida.',
  growing: (done, total) => `Por enquanto com ${done} de ${total} camadas; a figura cresce a cada uma.`,
  stopped: 'A figura não pode ser desenhada, porque a leitura parou.',
  notHere: (path) => `Não há uma pasta ${path} no sistema de arquivos final.`,
  toRoot: 'Mostrar todos os arquivos',
  empty: 'Nenhuma camada traz bytes para cá.',
  files: (count, shown) => plural(count, `${shown} arquivo`, `${shown} arquivos`),
  rest: (count, shown) => plural(count, `${shown} entrada menor`, `${shown} entradas menores`),
  restName: (count, shown) => plural(count, `+ ${shown} menor`, `+ ${shown} menores`),
  tile: (name, bytes, share, layer) => `${name}, ${bytes}, ${share}, camada ${layer}`,
  ofAll: (share) => `${share} do que é mostrado`,
  layer: (index) => `camada ${index}`,
  mostlyLayer: (share) => `${share} vêm da`,
  openInFiles: 'Abrir em Arquivos',
  hint: 'Escolha um campo para entrar na pasta dele; Backspace leva de volta.',

  contents: 'O que há nela',
  columns: { name: 'Nome', size: 'Tamanho', share: 'Parte', layer: 'Camada' },
  legend: 'Camadas na figura',
  legendHint: 'Escolha uma camada para ver só os bytes dela.',
  showAll: 'Mostrar todas as camadas',

  ledger: 'O livro-caixa dos bytes',
  ledgerWaits: 'As contas são feitas quando todas as camadas tiverem sido lidas.',
  ledgerStopped: 'As contas não podem ser feitas: nem todas as camadas foram lidas.',
  noBytes: 'Nenhuma camada guarda bytes: não há o que contabilizar.',
  summary:
    'As camadas guardam {stored} de arquivos. {live} ficam visíveis no fim; {dead} não, e mesmo assim viajam com a imagem.',
  noWaste:
    'As camadas guardam {stored} de arquivos, e cada byte fica visível no fim. Nada é desperdiçado: uma imagem bem construída.',
  ledgerCaption:
    'Todos os bytes guardados. Nas cores das camadas: o que fica visível no fim. Hachurado: o que foi escondido de novo.',
  bar: 'Bytes guardados: visíveis, por camada, e escondidos, por motivo',
  seen: 'visíveis',
  hidden: 'escondidos',

  scores: 'Duas maneiras de contar',
  ours: 'Eficiência',
  oursWhat:
    'Os bytes visíveis, entre todos os bytes guardados. O resto é o que se pouparia ao juntar as camadas em uma só (squash).',
  dive: 'Pontuação compatível com o dive',
  diveWhat: 'A menor versão de cada caminho, entre todas as versões: o número que o dive mostra.',
  wasted: (bytes) => `${bytes} desperdiçados`,
  differ: 'Por que diferem aqui',
  equal: 'Nesta imagem as duas contam os mesmos bytes.',
  differences: {
    'deleted-dir': '{bytes} só o livro-caixa conta: pastas apagadas por inteiro, dentro das quais o dive não olha.',
    opaque: '{bytes} só o livro-caixa conta: pastas esvaziadas por uma marca opaca, que o dive não conhece.',
    'duplicate-entry':
      '{bytes} só o livro-caixa conta: arquivos que uma camada guarda duas vezes, dos quais o dive vê o último.',
  },
  starts: 'O livro-caixa encontra {ours} que não podem ser vistos; o dive relata {dive} desperdiçados.',
  kept: '{bytes} só o dive conta: ele soma todas as versões de um caminho gravado mais de uma vez, também a última, que fica.',
  missed: '{bytes} só o livro-caixa conta: o dive compara caminhos, não o que está guardado.',
  userShare: (share) => `O dive relaciona isso às camadas acima da base: ${share} delas são desperdício.`,
  noUserShare:
    'O dive relaciona o desperdício às camadas acima da base. Esta imagem não tem nenhuma acima, então essa parte não existe.',

  reasons: 'Por que há bytes escondidos',
  reason: 'Motivo',
  bytes: 'Bytes',
  filesColumn: 'Arquivos',

  steps: 'O que mudar',
  stepsIntro:
    'Cada item é o que um passo gravou e outro escondeu de novo, do mais caro ao mais barato, com o que escrever no Dockerfile em vez disso. Os conselhos vêm das instruções e dos nomes dos arquivos.',
  writtenBy: 'Gravado por',
  hiddenBy: 'Escondido por',
  inOneLayer: 'Os dois são a mesma camada.',
  noInstruction: 'nenhuma instrução registrada',
  largest: 'Os maiores deles',
  showMore: (shown) => `Mostrar mais ${shown}`,
  dockerfile: 'Dockerfile',
  advice: {
    secret: {
      title: 'Um segredo apagado continua lá.',
      what: 'Apagá-lo em uma camada posterior o esconde do contêiner, mas não de quem tem a imagem. Considere que outros o conhecem e troque-o. Na construção, monte-o só para o passo que precisa dele.',
    },
    twice: {
      title: 'Uma camada guarda o mesmo caminho duas vezes.',
      what: 'Só o último vale. A ferramenta que gravou a camada acrescentou a ela: construa de novo com um construtor atual.',
    },
    permissions: {
      title: 'Mudar modo ou dono copia cada arquivo.',
      what: 'Uma camada não consegue mudar só um atributo: cada arquivo tocado é guardado mais uma vez, inteiro. Deixe que o passo que traz os arquivos os defina.',
    },
    copiedAgain: {
      title: 'O mesmo conteúdo é guardado de novo.',
      what: 'Um passo posterior grava arquivos que já estavam lá, sem mudança além de hora, dono ou modo. Copie só o que difere, ou copie uma vez, depois da última mudança.',
    },
    packageCache: {
      title: 'Um cache de pacotes foi apagado um passo tarde demais.',
      what: 'Ele está na camada que o baixou. Limpe-o no mesmo RUN, ou guarde-o fora da imagem em um cache mount.',
    },
    buildTools: {
      title: 'Ferramentas de construção foram removidas em um passo posterior.',
      what: 'Elas ficam na camada que as instalou. Construa em um estágio e copie só o resultado para o próximo.',
    },
    archive: {
      title: 'Um arquivo compactado foi aberto e depois apagado.',
      what: 'Ele fica na sua camada. Monte-o só para o passo que o abre, deixe o ADD abri-lo, ou baixe e abra em um só passo.',
    },
    packageDatabase: {
      title: 'Cada instalação grava de novo o banco de pacotes.',
      what: 'Todo RUN que instala algo guarda o banco inteiro mais uma vez. Instale tudo em um só RUN.',
    },
    baseFiles: {
      title: 'Arquivos da imagem base são trocados ou apagados.',
      what: 'Eles vêm com a imagem base e ficam nela. Escolha uma base mais nova ou menor, que dispense a mudança, por exemplo uma “slim”.',
    },
    copiedThenChanged: {
      title: 'Arquivos são copiados e depois copiados por cima.',
      what: 'As duas versões ficam guardadas. Copie cada arquivo uma vez, na forma final, ou deixe os primeiros de fora com um .dockerignore.',
    },
    rewritten: {
      title: 'Arquivos são gravados e depois mudados por outro passo.',
      what: 'A versão anterior fica na sua camada. Grave e mude em um só RUN, ou mude os arquivos antes de copiá-los.',
    },
    copiedThenDeleted: {
      title: 'Arquivos são copiados para dentro e apagados depois.',
      what: 'Eles ficam na camada que os copiou. Não os copie: cite-os no .dockerignore, ou monte-os só para o passo que precisa deles (RUN --mount=type=bind).',
    },
    deletedLater: {
      title: 'Arquivos são criados por um passo e apagados por outro.',
      what: 'Eles ficam na camada que os criou. Apague-os no mesmo RUN que os cria, ou crie-os em outro estágio.',
    },
    replaced: {
      title: 'Algo é trocado por uma entrada de outro tipo.',
      what: 'Uma pasta vira um link, ou um arquivo uma pasta; o que havia fica na sua camada. Crie-o desde o início como deve ser.',
    },
  },

  paths: 'Os maiores arquivos escondidos',
  path: 'Caminho',

  secrets: 'Segredos?',
  secretsIntro: (count, shown) =>
    plural(
      count,
      'Pelo nome, um arquivo parece um segredo. Só você pode dizer se é.',
      `Pelo nome, ${shown} arquivos parecem segredos. Só você pode dizer se são.`,
    ),
  secretHidden: 'apagado pela camada {by}, mas legível na camada {layer}',
  secretReplaced: 'trocado pela camada {by}, mas legível na camada {layer}',
  secretSeen: 'legível, na camada {layer}',
  secretKinds: {
    'private-key': 'chave privada',
    credentials: 'credenciais',
    environment: 'arquivo de ambiente',
    'shell-history': 'histórico do shell',
  },
  more: (shown) => `e mais ${shown}`,

  caches: 'Caches de que nada mais precisa',
  cachesIntro:
    'Eles são visíveis, por isso o livro-caixa não os conta como desperdício. Um contêiner quase nunca precisa deles; deixá-los de fora pouparia {bytes}.',
  cacheKinds: {
    'apt-lists': 'listas de pacotes do apt',
    'apt-packages': 'pacotes do apt',
    apk: 'pacotes do apk',
    dnf: 'cache do dnf',
    yum: 'cache do yum',
    pacman: 'pacotes do pacman',
    zypper: 'cache do zypper',
    pip: 'cache do pip',
    uv: 'cache do uv',
    npm: 'cache do npm',
    yarn: 'cache do Yarn',
    go: 'cache de construção e módulos do Go',
    cargo: 'registro do Cargo',
    maven: 'repositório do Maven',
    gradle: 'cache do Gradle',
    composer: 'cache do Composer',
    bytecode: 'bytecode do Python',
  },

  duplicates: 'Guardado mais de uma vez, e visível',
  duplicatesIntro:
    '{bytes} em {files} têm o conteúdo de outro arquivo visível. Isso não conta como desperdício: tudo pode ser visto, e juntar as camadas não mudaria nada. Um hard link ou link simbólico no lugar da cópia pouparia esse espaço.',
  copies: (shown) => `${shown} cópias`,
  each: 'cada',

  keys: {
    title: 'No mapa de árvore de Espaço',
    arrows: 'ir ao campo daquele lado',
    enter: 'entrar na pasta; abrir um arquivo em Arquivos',
    out: 'voltar à pasta de cima',
    ends: 'maior e menor campo',
  },
};
