/** Words for the stable codes of the engine, in Brazilian Portuguese. */
import type { diagnostics as englishDiagnostics, problems as englishProblems } from './en_problems.ts';

export const problems: typeof englishProblems = {
  'not-an-archive': {
    what: 'Este arquivo não é um tar, comprimido ou não.',
    tryThis: 'Faça um com um dos comandos desta página. Um Dockerfile ou um arquivo compose não é uma imagem.',
  },
  'file-is-zip': {
    what: 'Este é um arquivo zip, não uma imagem de contêiner.',
    tryThis:
      'Se a imagem está dentro dele, descompacte-o e abra o tar; senão, salve a imagem com um comando desta página.',
  },
  'file-is-web-page': {
    what: 'Esta é uma página web, ou a resposta de um servidor, salva com o nome de uma imagem.',
    tryThis: 'O download falhou, ou o endereço exige login. Abra o arquivo em um editor de texto para ver o que diz.',
  },
  'file-is-json': {
    what: 'Este é um documento JSON. Um manifesto ou uma config descreve uma imagem, mas as camadas estão em outro lugar.',
    tryThis: 'Salve a imagem inteira, por exemplo com “docker save”. Uma pasta de layout se abre como pasta.',
  },
  'file-is-dockerfile': {
    what: 'Este é um Dockerfile: diz como construir uma imagem, mas não é uma.',
    tryThis:
      'Construa com “docker build -t NOME .”, depois execute “docker save NOME -o imagem.tar” e abra o resultado.',
  },
  'file-is-package': {
    what: 'Este é um pacote ou um arquivo compactado de outro tipo, não uma imagem de contêiner.',
    tryThis: 'Se a imagem está dentro dele, descompacte-o e abra o tar.',
  },
  'file-is-disk': {
    what: 'Este é um disco ou sistema de arquivos de outro tipo, não uma imagem de contêiner.',
    tryThis:
      'Uma imagem de contêiner é feita de camadas; isto não tem nenhuma. Abra a imagem de que foi feito, se houver.',
  },
  'pattern-invalid': {
    what: 'Isto não é um padrão válido.',
    tryThis: 'Corrija-o, ou procure uma parte do nome.',
  },
  'pattern-too-slow': {
    what: 'Este padrão demora demais para ser testado.',
    tryThis: 'Evite repetições dentro de repetições, como (a+)+.',
  },
  'empty-file': {
    what: 'Este arquivo está vazio: não tem um byte sequer.',
    tryThis: 'O comando que o fez provavelmente falhou. Execute-o de novo e leia as mensagens.',
  },
  'no-image': {
    what: 'Isto é um arquivo tar, mas não há nele nenhuma imagem de contêiner.',
    tryThis:
      'Um arquivo de imagem tem um manifest.json ou um index.json. Exporte a imagem de novo, por exemplo com “docker save”.',
  },
  'archive-truncated': {
    what: 'O arquivo acaba antes do seu conteúdo; nada da imagem pôde ser lido.',
    tryThis: 'O download ou a cópia foi interrompida. Compare o tamanho com o original e copie de novo.',
  },
  'archive-damaged': {
    what: 'O arquivo está danificado; nada da imagem pôde ser lido.',
    tryThis: 'Copie-o de novo. Se o original estiver igual, exporte a imagem de novo.',
  },
  'unsupported-compression': {
    what: 'O arquivo está comprimido de um jeito que esta página não lê.',
    tryThis: 'Descomprima-o antes, ou use gzip, zstd, xz ou bzip2.',
  },
  'file-unreadable': {
    what: 'O navegador não conseguiu ler o arquivo.',
    tryThis: 'Ele pode ter sido movido, alterado ou apagado desde a escolha, ou falta permissão. Escolha-o de novo.',
  },
  'out-of-memory': {
    what: 'A memória do navegador acabou para esta imagem.',
    tryThis:
      'Feche outras abas e abra a imagem de novo, ou use uma máquina com mais memória. Muitíssimos arquivos custam memória; arquivos grandes, não.',
  },
  'worker-failed': {
    what: 'Uma parte desta página parou de repente.',
    tryThis: 'Abra a imagem de novo. Se acontecer outra vez com a mesma imagem, relate o caso com o detalhe abaixo.',
  },
  'permission-denied': {
    what: 'O navegador não teve permissão para ler este arquivo de novo.',
    tryThis: 'Clique nele outra vez e permita a leitura, ou escolha o arquivo com o botão.',
  },
  'view-failed': {
    what: 'Não foi possível carregar esta parte da página.',
    tryThis: 'Conecte-se à rede e tente de novo. Se uma nova versão saiu nesse meio-tempo, recarregue a página.',
  },
  'module-failed': {
    what: 'Não foi possível carregar o motor de leitura.',
    tryThis:
      'Recarregue a página. Se estiver sem rede, conecte-se uma vez para que a página seja carregada por inteiro.',
  },
  'path-not-found': {
    what: 'Este caminho não existe neste ponto de vista.',
    tryThis: 'Escolha outra camada, ou a árvore unida.',
  },
  'not-a-file': {
    what: 'Este caminho não é um arquivo comum.',
    tryThis: 'Escolha um arquivo; pastas e dispositivos não têm conteúdo próprio.',
  },
  'link-loop': {
    what: 'As ligações simbólicas aqui andam em círculo.',
    tryThis: 'Siga uma por uma para ver onde elas voltam.',
  },
  'limit-reached': {
    what: 'Um limite de segurança desta página foi atingido; a imagem não pode ser mostrada.',
    tryThis: 'Imagens reais ficam muito abaixo dele; se a sua não fica, relate o caso.',
  },
  cancelled: {
    what: 'A leitura foi cancelada.',
    tryThis: 'Abra a imagem de novo quando quiser; nada foi guardado.',
  },
};

const rest = 'Todo o resto é mostrado.';

export const diagnostics: typeof englishDiagnostics = {
  'whiteout-of-nothing': {
    what: 'Uma camada apaga um caminho que nenhuma camada abaixo dela tem.',
    stillWorks: 'Não tem efeito na árvore.',
    tryThis: 'Em geral é inofensivo: uma ferramenta removeu algo que não tinha adicionado.',
  },
  'whiteout-invalid': {
    what: 'Uma marca de remoção (.wh.…) não nomeia nada que se possa apagar.',
    stillWorks: 'A marca é ignorada, como pede a especificação.',
    tryThis: 'Vale avisar quem mantém a ferramenta que gravou a camada.',
  },
  'opaque-at-root': {
    what: 'Uma camada pede para esconder tudo o que está abaixo dela, na raiz da árvore.',
    stillWorks: 'Ignorado, como fazem Docker e Podman; os arquivos de baixo continuam visíveis.',
    tryThis: 'Se a camada devia trocar tudo, construa-a como camada base.',
  },
  'parent-not-directory': {
    what: 'Uma camada põe um arquivo sob um caminho que é uma ligação ou um arquivo nas camadas de baixo.',
    stillWorks: 'O caminho virou pasta, como fazem Docker e Podman.',
    tryThis: 'Os runtimes divergem aqui. Grave no caminho real, e não através da ligação.',
  },
  'hardlink-missing': {
    what: 'Uma ligação física leva a um arquivo que não existe.',
    stillWorks: 'O nome é mostrado, sem conteúdo.',
    tryThis: 'A imagem foi mal construída ou está incompleta; runtimes podem recusá-la.',
  },
  'hardlink-lower-layer': {
    what: 'Uma ligação física leva a um arquivo de uma camada de baixo.',
    stillWorks: 'É mostrada com o conteúdo desse arquivo, como permite a especificação.',
    tryThis: 'Docker e Podman recusam tal imagem: construa-a com uma ferramenta que copie o arquivo para a camada.',
  },
  'hardlink-attributes': {
    what: 'Uma ligação física traz modo, dono ou data diferentes dos do seu arquivo.',
    stillWorks:
      'Os últimos valem para todos os nomes, como no Docker e no Podman; outras ferramentas mantêm os do arquivo.',
    tryThis: 'Empacote a camada de novo a partir de uma pasta, onde todos os nomes de um arquivo os compartilham.',
  },
  'device-whiteout': {
    what: 'Há um dispositivo de caracteres 0:0, que em sistemas overlay marca uma remoção.',
    stillWorks: 'O caminho fica escondido, como fazem Docker e Podman.',
    tryThis: 'A camada foi empacotada de uma pasta overlay crua; use marcas .wh. em vez disso.',
  },
  'duplicate-entry': {
    what: 'Uma camada tem o mesmo caminho mais de uma vez.',
    stillWorks: 'Vale o último; os bytes dos outros são carregados à toa.',
    tryThis: 'Empacote a camada de novo a partir de uma pasta.',
  },
  'path-escapes-root': {
    what: 'Um nome em uma camada tenta sair da raiz da árvore com “..”.',
    stillWorks: 'É mostrado dentro da raiz; esta página não toca em nada fora dela.',
    tryThis: 'Não extraia esta camada com ferramentas descuidadas. Pergunte de onde vem a imagem.',
  },
  'name-not-utf8': {
    what: 'Um nome de arquivo não é UTF-8 válido.',
    stillWorks: 'Bytes que não podem ser mostrados aparecem como �.',
    tryThis: 'Nada, se o programa que usa o arquivo conhece a codificação.',
  },
  'layer-truncated': {
    what: 'Uma camada acaba antes do seu conteúdo.',
    stillWorks: 'Tudo até esse ponto é mostrado; a camada é marcada como legível em parte.',
    tryThis: 'O arquivo foi cortado: compare o tamanho com o original e copie de novo.',
  },
  'layer-damaged': {
    what: 'Uma camada não pode ser descomprimida além de certo ponto.',
    stillWorks: 'Tudo o que vem antes é mostrado; as outras camadas estão completas.',
    tryThis: 'Copie ou exporte a imagem de novo.',
  },
  'layer-missing': {
    what: 'Uma camada citada no manifesto não está neste arquivo.',
    stillWorks: 'A árvore é feita das camadas presentes.',
    tryThis: 'Exporte a imagem por inteiro; “docker save --platform” guarda só uma plataforma.',
  },
  'layer-not-tar': {
    what: 'Uma camada não é um arquivo tar.',
    stillWorks: 'Aparece na lista, mas não tem arquivos a mostrar. Atestados e outros artefatos são assim.',
    tryThis: 'Nada, se isto é um artefato e não uma imagem a executar.',
  },
  'tar-damaged': {
    what: 'A estrutura tar de uma camada está quebrada em certo ponto.',
    stillWorks: 'Tudo o que vem antes é mostrado.',
    tryThis: 'Copie ou exporte a imagem de novo.',
  },
  'trailing-data': {
    what: 'Há mais dados depois do fim de um arquivo tar.',
    stillWorks: 'Não fazem parte da imagem e não mudam nada.',
    tryThis: 'Em regra inofensivo; alguns formatos guardam ali um índice.',
  },
  'toc-differs': {
    what: 'Uma camada não contém o que o sumário dela diz.',
    stillWorks:
      'Aparece a própria camada, como o docker e o podman a desempacotam. O primeiro caminho diferente está indicado abaixo.',
    tryThis:
      'Runtimes que iniciam a imagem antes de ela chegar inteira (eStargz, zstd:chunked) seguem o sumário: mostrariam outros arquivos. Construa a imagem de novo; se não souber quem a construiu, não a execute.',
  },
  'unsupported-compression': {
    what: 'Uma camada está comprimida de um jeito que esta página não lê.',
    stillWorks: 'As outras camadas são mostradas.',
    tryThis: 'Exporte a imagem com camadas gzip ou zstd.',
  },
  'config-missing': {
    what: 'A configuração citada no manifesto não está neste arquivo.',
    stillWorks: 'Camadas e arquivos são mostrados, sem as instruções que os fizeram.',
    tryThis: 'Exporte a imagem por inteiro.',
  },
  'config-invalid': {
    what: 'A configuração não é JSON válido, ou tem a forma errada.',
    stillWorks: 'Camadas e arquivos são mostrados, sem as instruções que os fizeram.',
    tryThis: 'Vale avisar quem mantém a ferramenta que fez a imagem.',
  },
  'manifest-missing': {
    what: 'Um manifesto citado no índice não está neste arquivo.',
    stillWorks: 'As outras imagens do arquivo podem ser abertas.',
    tryThis: 'Esta plataforma não foi exportada; baixe-a e salve de novo se precisar dela.',
  },
  'manifest-invalid': {
    what: 'Um manifesto não é JSON válido, ou tem a forma errada.',
    stillWorks: rest,
    tryThis: 'Exporte a imagem de novo.',
  },
  'index-invalid': {
    what: 'O índice (index.json) não é JSON válido, ou tem a forma errada.',
    stillWorks: 'Mostra-se o que diz o manifest.json.',
    tryThis: 'Exporte a imagem de novo.',
  },
  'history-mismatch': {
    what: 'O histórico não conta tantos passos quantas são as camadas.',
    stillWorks: 'Todas as camadas são mostradas; algumas ficam sem instrução.',
    tryThis: 'Nada: imagens feitas copiando camadas são assim.',
  },
  'diffid-mismatch': {
    what: 'A configuração e o manifesto não citam as mesmas camadas.',
    stillWorks: 'As camadas do manifesto são mostradas.',
    tryThis: 'O arquivo foi alterado ou feito por uma ferramenta com defeito: não o execute antes de saber por quê.',
  },
  'blob-missing': {
    what: 'Uma peça citada aqui não está neste arquivo.',
    stillWorks: rest,
    tryThis: 'Exporte a imagem por inteiro, ou ignore se a peça for de outra plataforma.',
  },
  'size-mismatch': {
    what: 'Uma peça não tem o tamanho que o seu descritor informa.',
    stillWorks: 'A peça é mostrada como está.',
    tryThis: 'Algumas versões do Docker gravam tamanhos errados; senão, exporte a imagem de novo.',
  },
  'digest-mismatch': {
    what: 'Uma peça não é o que o seu digest declara.',
    stillWorks: 'Ela é mostrada como está; Manifesto mostra os dois digests.',
    tryThis:
      'Não execute a imagem antes de saber o motivo: ela foi danificada no caminho, ou alterada. Obtenha-a de novo de quem a publicou.',
  },
  'image-empty': {
    what: 'A imagem não tem camada alguma.',
    stillWorks: 'Configuração e manifesto são mostrados.',
    tryThis: 'Nada: imagens “FROM scratch” só com rótulos são assim.',
  },
  'nested-too-deep': {
    what: 'Há índices aninhados mais fundo do que qualquer ferramenta faz.',
    stillWorks: 'Mostra-se o que foi achado até essa profundidade.',
    tryThis: 'Pergunte de onde vem a imagem: isto não acontece por acaso.',
  },
  'oci-disagrees': {
    what: 'O index.json e o manifest.json deste arquivo dizem coisas diferentes.',
    stillWorks: 'Para as camadas vale o manifest.json; algumas versões do Docker gravam o outro errado.',
    tryThis: 'Salve a imagem de novo com um Docker atual.',
  },
  'image-in-folder': {
    what: 'A imagem não está na raiz do arquivo ou da pasta, mas em uma pasta dentro dele.',
    stillWorks: 'Essa pasta foi aberta.',
    tryThis: 'O Docker e o Podman não a achariam ali: empacote o que está na pasta, não a pasta.',
  },
  'worker-failed': {
    what: 'A leitura desta camada parou de repente: uma falha desta página.',
    stillWorks: 'As outras camadas aparecem.',
    tryThis: 'Abra a imagem de novo. Se acontecer outra vez com a mesma imagem, avise, por favor.',
  },
  'out-of-memory': {
    what: 'A memória do navegador acabou durante a leitura desta camada.',
    stillWorks: 'As outras camadas aparecem.',
    tryThis: 'Feche outras abas e abra a imagem de novo, ou use uma máquina com mais memória.',
  },
  'file-unreadable': {
    what: 'O navegador não conseguiu mais ler o arquivo: ele foi alterado, movido ou apagado enquanto estava aberto aqui.',
    stillWorks: 'O que já tinha sido lido aparece.',
    tryThis: 'Espere terminar o que está gravando o arquivo e abra-o de novo.',
  },
  'limit-reached': {
    what: 'Um limite de segurança desta página foi atingido.',
    stillWorks: 'Tudo até o limite é mostrado.',
    tryThis: 'Imagens reais ficam muito abaixo dele; se a sua não fica, relate o caso.',
  },
};
