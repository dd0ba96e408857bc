/** Every text of the page in Brazilian Portuguese, in the shape of en.ts. */
import type { Messages } from './en.ts';
import { anatomy } from './pt-BR_anatomy.ts';
import { learn, url, urlProblems } from './pt-BR_embed.ts';
import { facts } from './pt-BR_facts.ts';
import { filter } from './pt-BR_filter.ts';
import { preview } from './pt-BR_preview.ts';
import { diagnostics, problems } from './pt-BR_problems.ts';
import { space } from './pt-BR_space.ts';

// In Portuguese zero is singular as well.
const plural = (count: number, one: string, many: string) => (count < 2 ? one : many);

export const ptBR: Messages = {
  theme: { auto: 'Cores: como o sistema', light: 'Cores: claras', dark: 'Cores: escuras' },

  sections: {
    anatomy: 'Anatomia',
    config: 'Configuração',
    manifest: 'Manifesto',
    layers: 'Camadas',
    files: 'Arquivos',
    space: 'Espaço',
  },
  navigation: 'Seções',

  copy: { copy: 'Copiar', copied: 'Copiado', failed: 'Não copiado', what: (what) => `Copiar ${what}` },
  json: {
    download: 'Baixar',
    tooLarge: 'Só o começo aparece aqui; o arquivo baixado é completo.',
  },
  none: 'nenhuma',
  close: 'Fechar',
  loading: 'Carregando …',
  retry: 'Tentar de novo',
  update: {
    ready: 'Há uma nova versão desta página.',
    closes: 'Recarregar fecha a imagem.',
    reload: 'Recarregar',
  },

  start: {
    title: 'O que há nesta imagem, e por que ela é tão grande?',
    lead: 'Solte em qualquer ponto desta página o tarball de uma imagem de contêiner. Você verá a configuração, o manifesto, cada camada e a árvore de arquivos que elas formam juntas.',
    choose: 'Escolher um arquivo de imagem',
    chooseFolder: 'Escolher uma pasta',
    openSample: 'Abrir a imagem de exemplo',
    or: 'Também vale soltar ou escolher a pasta de um layout OCI, ou colar um arquivo copiado com Ctrl+V.',
    formats:
      'Arquivos Docker e OCI feitos por docker, podman, skopeo, buildah, nerdctl, kaniko ou crane; sem compressão ou com gzip, zstd, xz ou bzip2; também sistemas de arquivos raiz e camadas avulsas.',
    privacyTitle: 'Nada sai desta página',
    privacy:
      'O arquivo é lido pelo seu próprio navegador, na sua própria máquina. Para conferir: abra a aba de rede das ferramentas do desenvolvedor, ou desconecte-se, e abra uma imagem.',
    singleFile: 'Salvar esta ferramenta em um só arquivo',
    singleFileWhy: 'Ele abre de um disco ou pen drive, sem servidor e sem rede.',
    commandsTitle: 'Como obter um tarball',
    imageName: 'Nome da imagem',
    commands: {
      docker: 'uma imagem que o Docker tem',
      podman: 'uma imagem que o Podman tem',
      nerdctl: 'uma imagem que o containerd tem',
      skopeo: 'direto de um registro, sem daemon',
      crane: 'direto de um registro, um programa pequeno',
    },
    awaits: (section) => `O endereço desta página leva a ${section}. Abra a imagem de novo para chegar lá.`,
    dropHere: 'Solte a imagem para abri-la',
    opening: (name) => `Abrindo ${name}`,
  },

  header: {
    home: 'Image Anatomy',
    openAnother: 'Abrir outra',
    image: 'Imagem',
    platform: 'Plataforma',
    imageId: 'ID da imagem',
    artifactType: 'tipo de artefato',
    manifestDigest: 'manifesto',
    indexDigest: 'índice',
    archive: 'no arquivo',
    unpacked: 'descompactada',
    unnamed: 'imagem sem nome',
    alsoNamed: (names) => `Também chamada ${names}`,
    absent: 'ausente deste arquivo',
    kinds: { image: 'imagem', artifact: 'artefato', attestation: 'atestado' },
    kindNotes: {
      image: '',
      artifact:
        'Isto é um artefato, não uma imagem a executar: registros também guardam charts, assinaturas e outros arquivos na forma de imagens.',
      attestation:
        'Isto é um atestado, não uma imagem a executar: uma declaração sobre outra imagem deste arquivo, por exemplo como foi construída ou o que há nela.',
    },
    containers: {
      'docker-archive': 'arquivo Docker',
      'oci-archive': 'arquivo OCI',
      'oci-layout': 'layout OCI',
      'docker-legacy': 'arquivo Docker antigo',
      rootfs: 'sistema de arquivos raiz',
      layer: 'camada avulsa',
    },
    compressedWith: (compression) => `comprimido com ${compression}`,
    progress: (read, total) => `${read} de ${total}`,
    layersRead: (done, total) => `${done} de ${total} camadas`,
    rate: (bytes) => `${bytes}/s`,
    reading: 'Lendo as camadas',
    cancel: 'Cancelar',
    cancelled: 'A leitura foi cancelada. O que já foi lido continua utilizável; as outras camadas ficam de fora.',
    again: 'Ler de novo',
  },

  anatomy,
  preview,
  space,
  filter,
  facts,

  verification: {
    title: 'Digests',
    leadsTo: 'Ir para as peças e seus digests',
    waiting: 'Digests ainda não conferidos',
    checking: (share) => `Conferindo digests, ${share}`,
    verified: (count, shown) => plural(count, 'O único digest confere', `Todos os ${shown} digests conferem`),
    mismatch: (count, shown) =>
      plural(count, '1 peça não é o que foi declarado', `${shown} peças não são o que foi declarado`),
    incomplete: (count, shown, all) =>
      plural(
        count,
        `1 de ${all} digests não pôde ser conferido`,
        `${shown} de ${all} digests não puderam ser conferidos`,
      ),
    none: 'Nenhum digest a conferir',
    what: {
      waiting: 'O hash de cada peça será calculado e comparado com o que se declara sobre ela.',
      checking:
        'O hash de cada peça está sendo calculado, até o último byte, e comparado com o que se declara sobre ela.',
      verified:
        'O hash de cada peça foi calculado, até o último byte: todas são exatamente o que se declara sobre elas, inclusive no tamanho.',
      mismatch:
        'Não confie nesta imagem antes de saber o motivo: ela foi danificada no caminho, alterada depois, ou gravada por uma ferramenta com defeito. As peças estão marcadas abaixo.',
      incomplete:
        'O que pôde ser conferido é o que foi declarado. O resto está marcado abaixo: não está neste arquivo, não pode ser lido, ou tem um tipo de digest que esta página não calcula.',
      none: 'Nada neste arquivo declara um digest ou um tamanho; não há o que comparar.',
    },
    provesTitle: 'O que um digest prova',
    proves:
      'Um digest prova que uma peça é, bit por bit, a que foi citada. Não diz quem a citou: quem altera uma peça também pode alterar os nomes que levam a ela. Para saber se a imagem é a que o autor quis publicar, compare o digest do topo com o que o autor informa, ou confira uma assinatura.',
    verdicts: {
      match: 'confere',
      mismatch: 'não confere',
      missing: 'ausente deste arquivo',
      invalid: 'não é um digest válido',
      unsupported: 'tipo de digest não suportado',
      unreadable: 'não pode ser lido até o fim',
      pending: 'ainda não conferido',
    },
    subjects: {
      index: 'índice',
      manifest: 'manifesto',
      config: 'configuração',
      layer: 'camada guardada',
      'diff-id': 'camada descompactada',
      data: 'dados embutidos',
    },
    declared: (what) => `Declarado (${what})`,
    computed: 'Calculado',
    size: (what) => `Tamanho (${what})`,
    sizes: (declared, found) => `declarados ${declared} bytes, encontrados ${found} bytes`,
    computedHere: 'calculado',
    computedHereWhat: 'O arquivo não declara um digest para esta peça; este foi obtido do conteúdo.',
  },

  config: {
    title: 'Configuração',
    intro:
      'A configuração é um documento JSON que diz como um contêiner feito desta imagem começa e se comporta. Seu digest é o ID da imagem. Tudo nela é um padrão que pode ser trocado ao iniciar o contêiner.',
    missing:
      'A configuração não está neste arquivo ou não pode ser lida. Manifesto, camadas e arquivos são mostrados até onde existem.',
    absent:
      'Este arquivo não tem configuração nem manifesto: não é uma imagem, só arquivos – um sistema de arquivos raiz, uma camada avulsa ou outro tar qualquer. Todos estão em Arquivos. Se você esperava uma imagem, exporte-a de novo, por exemplo com “docker save”.',
    command: 'O que será executado',
    commandEmpty: 'Nada: nem Entrypoint nem Cmd estão definidos; o comando precisa ser dado ao iniciar o contêiner.',
    commandBy: (user, folder) => `Roda como ${user}, em ${folder}`,
    root: 'root',
    notSet: (names) => `Não definidos: ${names}.`,
    name: 'Nome',
    value: 'Valor',
    raw: 'A configuração como está no arquivo',
    healthcheck: {
      test: 'Teste',
      interval: 'Intervalo',
      timeout: 'Tempo limite',
      startPeriod: 'Período inicial',
      retries: 'Tentativas',
    },
    duration: (seconds) => `${seconds} s`,
    fields: {
      entrypoint: { label: 'Entrypoint', what: 'O programa que sempre é iniciado; os argumentos vêm depois dele.' },
      cmd: {
        label: 'Cmd',
        what: 'Os argumentos padrão, ou o comando inteiro quando não há Entrypoint. O que se escreve depois do nome da imagem em “run” toma o seu lugar.',
      },
      env: {
        label: 'Env',
        what: 'Variáveis de ambiente com que todo processo do contêiner começa. São públicas: quem tem a imagem pode lê-las.',
      },
      exposedPorts: {
        label: 'ExposedPorts',
        what: 'Portas em que o programa escuta. Isto só as documenta; nada se abre até a porta ser publicada com “-p”.',
      },
      volumes: {
        label: 'Volumes',
        what: 'Pastas guardadas fora da camada gravável do contêiner; o que se escreve nelas sobrevive a ele.',
      },
      user: { label: 'User', what: 'Com que usuário o processo roda. Sem definição, root.' },
      workingDir: { label: 'WorkingDir', what: 'A pasta em que o comando começa.' },
      labels: {
        label: 'Labels',
        what: 'Anotações livres para pessoas e ferramentas: origem, versão, licença. Não mudam nada na execução.',
      },
      healthcheck: {
        label: 'Healthcheck',
        what: 'Um comando que o Docker executa de tempos em tempos para ver se o contêiner ainda funciona.',
      },
      stopSignal: {
        label: 'StopSignal',
        what: 'O sinal que pede ao processo que termine; SIGTERM se nada for definido.',
      },
      shell: { label: 'Shell', what: 'O shell que recebeu as linhas RUN, CMD e ENTRYPOINT escritas na forma shell.' },
      onBuild: {
        label: 'OnBuild',
        what: 'Instruções que esperam aqui e são executadas quando outra imagem é construída a partir desta.',
      },
      created: {
        label: 'Created',
        what: 'Quando a imagem foi construída, segundo o construtor; construções reproduzíveis usam uma data fixa.',
      },
      author: { label: 'Author', what: 'Quem fez a imagem, como se declara.' },
      platform: {
        label: 'Platform',
        what: 'O sistema operacional e o processador para os quais os programas foram feitos.',
      },
    },
  },

  manifest: {
    title: 'Manifesto',
    intro:
      'O manifesto é a lista de peças: cita uma configuração e as camadas em ordem, cada uma com tipo de mídia, tamanho e digest. O digest é o SHA-256 do conteúdo, por isso uma peça não muda sem mudar de nome: é assim que registros e caches sabem o que já têm.',
    dockerArchive:
      'Um arquivo Docker tem um breve manifest.json em vez do manifesto de registro: ele cita arquivos do próprio tar. Digests marcados como “calculado” foram obtidos do conteúdo.',
    digest: 'Digest',
    diffId: 'Diff ID',
    chainId: 'Chain ID',
    manifest: 'Manifesto',
    index: 'Índice',
    config: 'Configuração',
    layer: (index) => `Camada ${index}`,
    diffIdWhat: 'O digest do tar da camada sem compressão. É sempre o mesmo, seja qual for a compressão.',
    chainIdWhat: 'O digest desta camada e de todas abaixo dela: a mesma cadeia significa a mesma árvore até aqui.',
    digestWhat: 'O digest do blob como está guardado, comprimido ou não.',
    absent: 'Este arquivo não tem manifesto.',
  },

  blobFormats: { estargz: 'eStargz', 'zstd:chunked': 'zstd:chunked' },

  layers: {
    title: 'Camadas',
    intro:
      'Cada camada guarda só o que um passo da construção mudou: arquivos adicionados, trocados ou marcados como apagados. Camadas são somente leitura e compartilhadas entre imagens. Sobrepostas, com a base embaixo, formam um único sistema de arquivos em que vale a camada de cima.',
    stack: 'Pilha de camadas, a de cima primeiro',
    writable: 'camada gravável de um contêiner em execução',
    writableWhat:
      'Iniciar um contêiner põe uma camada vazia no topo. Toda mudança cai nela; a primeira escrita em um arquivo de uma camada de baixo copia o arquivo inteiro para cima (copy-on-write).',
    atRest: 'em repouso',
    atRestWhat: 'Bytes da camada no arquivo, comprimidos se ela for comprimida',
    contribution: 'contribui',
    contributionWhat: 'Quanto a camada muda o tamanho da árvore final; apagar torna o valor negativo',
    cumulative: 'árvore até aqui',
    cumulativeWhat: 'Tamanho da árvore que esta camada e todas abaixo dela formam',
    noInstruction: 'sem instrução registrada',
    onlyMetadata: 'muda só a configuração, nenhum arquivo',
    entries: (count, shown) => plural(count, `${shown} entrada`, `${shown} entradas`),
    states: {
      waiting: 'esperando',
      scanning: 'lendo',
      complete: 'lida',
      partial: 'legível só em parte',
      missing: 'ausente deste arquivo',
    },
    scanned: (part) => `lendo, ${part}`,
    changes: {
      added: (shown) => `${shown} adicionados`,
      modified: (shown) => `${shown} modificados`,
      removed: (shown) => `${shown} removidos`,
    },
    treeHere: 'Árvore nesta camada',
    changesHere: 'Mudanças desta camada',
    instruction: 'Instrução',
    buildArguments: 'Argumentos de construção',
    created: 'Criada em',
    comment: 'Comentário',
    mediaType: 'Tipo de mídia',
    compression: 'Compressão',
    format: 'Formato',
    formatWhat: 'A camada tem um índice do conteúdo, para que o runtime possa começar antes de buscá-la inteira.',
    unpacked: 'Tar sem compressão',
    emptyImage: 'Esta imagem não tem camadas.',
    dead: {
      own: 'Escrito aqui e não mais visível:',
      ownShort: (bytes) => `${bytes} não mais visíveis`,
      ownWhat:
        'Arquivos que esta camada guarda e que a árvore final não mostra. Eles continuam a fazer parte da imagem e vão junto com ela.',
      caused: 'Escondido por esta camada:',
      causedShort: (bytes) => `esconde ${bytes}`,
      causedWhat:
        'Arquivos que existiam até esta camada os remover ou substituir. A imagem não fica menor por isso: os bytes permanecem na camada que os escreveu.',
      files: (count, shown) => plural(count, 'em 1 arquivo', `em ${shown} arquivos`),
      why: 'Por quê',
      hiddenBy: 'Escondido por',
      writtenBy: 'Escrito por',
      more: (count, shown) => plural(count, 'e mais 1 arquivo menor', `e mais ${shown} arquivos menores`),
      reasons: {
        'deleted-file': 'apagado',
        'deleted-dir': 'a pasta dele foi apagada',
        opaque: 'a pasta dele foi esvaziada',
        'type-replaced': 'substituído por outro tipo de entrada',
        'rewritten-different': 'escrito de novo com outro conteúdo',
        'rewritten-identical': 'escrito de novo com o mesmo conteúdo (mudou modo, dono ou data)',
        'duplicate-entry': 'duas vezes na mesma camada',
      },
    },
  },

  files: {
    title: 'Arquivos',
    tree: 'Árvore de arquivos',
    pointOfView: 'Ponto de vista',
    views: { merged: 'Árvore unida', changes: 'Mudanças', between: 'Comparar' },
    atLayer: 'na camada',
    ofLayer: 'da camada',
    from: 'de',
    to: 'até',
    emptyTree: 'a árvore vazia',
    layerOption: (index, instruction) => `${index}  ${instruction}`,
    expandAll: 'Expandir tudo',
    collapseAll: 'Recolher tudo',
    columns: {
      name: 'Nome',
      size: 'Tamanho',
      mode: 'Modo',
      owner: 'Dono',
      modified: 'Modificado',
      layer: 'Camada',
      change: 'Mudança',
    },
    sortBy: (column) => `Ordenar por ${column}`,
    changeLetters: { unmodified: '', added: 'A', modified: 'M', removed: 'D' },
    changeNames: { unmodified: 'sem mudança', added: 'adicionado', modified: 'modificado', removed: 'removido' },
    reasons: {
      content: 'conteúdo',
      mode: 'modo',
      owner: 'dono',
      mtime: 'data',
      link: 'ligação',
      xattr: 'xattr',
      type: 'tipo',
    },
    types: {
      file: 'arquivo',
      dir: 'pasta',
      symlink: 'ligação simbólica',
      hardlink: 'ligação física',
      char: 'dispositivo de caracteres',
      block: 'dispositivo de blocos',
      fifo: 'pipe nomeado',
      socket: 'socket',
    },
    implicit: 'implícita',
    implicitWhat: 'Nenhuma camada tem uma entrada para esta pasta; ela existe porque há algo nela.',
    artefactWhat: (format) => `Posto aqui pelo formato de camada ${format}, não pela imagem.`,
    rows: (count, shown) => plural(count, `${shown} linha`, `${shown} linhas`),
    treeEmpty: 'Nenhum arquivo aqui.',
    changesEmpty: 'Esta camada não muda nenhum arquivo.',
    sameTrees: 'Entre estes dois pontos nada difere.',
    growing: (done, total) => `Camadas na árvore até agora: ${done} de ${total}. O resto aparece conforme é lido.`,
    waiting: 'A árvore aparece assim que a primeira camada for lida.',
    notHere: (path) => `${path} não existe neste ponto de vista.`,
    stopped: 'A árvore não pode ser mostrada, porque a leitura parou.',
  },

  details: {
    title: 'Detalhes',
    choose: 'Escolha uma linha para ver tudo o que as camadas dizem sobre ela.',
    type: 'Tipo',
    size: 'Tamanho',
    mode: 'Modo',
    owner: 'Dono',
    modified: 'Modificado',
    link: 'Leva a',
    follow: 'Ir ao destino',
    otherNames: 'Outros nomes',
    otherNamesWhat: 'Ligações físicas: estes nomes dividem um só conteúdo, guardado uma vez.',
    device: 'Dispositivo',
    xattrs: 'Atributos estendidos',
    versions: 'Versões',
    versionsWhat: 'O que cada camada fez com este caminho, a mais nova primeiro.',
    toChanges: (layer) => `Mudanças da camada ${layer}`,
    show: 'Mostrar',
    showVersion: (layer) => `Mostrar a versão da camada ${layer}`,
    preview: 'Prévia',
    previewOf: (layer) => `Prévia, versão da camada ${layer}`,
    downloads: { ready: 'Baixar', reading: 'Lendo o arquivo', failed: 'Não baixado' },
    previewEmpty: 'O arquivo está vazio.',
    previewLoading: 'Lendo o arquivo',
    previewFailed: 'Não foi possível ler o arquivo.',
    copyPath: 'o caminho',
  },

  help: {
    title: 'Teclas',
    open: 'Ajuda e teclas',
    everywhere: 'Em toda parte',
    sections: 'ir a uma seção',
    help: 'esta ajuda',
    inTree: 'Na árvore de arquivos',
    arrows: 'mover; abrir e fechar pastas, ir à pasta de cima',
    enter: 'abrir ou fechar uma pasta',
    ends: 'primeira e última linha',
    pages: 'uma tela acima ou abaixo',
    letters: 'digite um nome para saltar até ele',
    star: 'expandir tudo',
  },

  problem: {
    whatToTry: 'O que tentar:',
    at: (offset) => `no byte ${offset}`,
    remarks: 'Observações:',
    counts: {
      error: (count, shown) => plural(count, `${shown} erro`, `${shown} erros`),
      warning: (count, shown) => plural(count, `${shown} aviso`, `${shown} avisos`),
      info: (count, shown) => plural(count, `${shown} nota`, `${shown} notas`),
    },
    severities: { error: 'Erro', warning: 'Aviso', info: 'Nota' },
    times: (shown) => `× ${shown}`,
    where: (count, shown) => (count === 1 ? 'Onde' : `Onde (${shown})`),
    more: (shown) => `e mais ${shown}`,
  },

  learn,
  url,
  problems: { ...problems, ...urlProblems },
  diagnostics,
};
