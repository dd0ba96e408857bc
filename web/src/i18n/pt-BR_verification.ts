/** What the page says about digests, in Brazilian Portuguese. */
import type { Messages } from './en.ts';
import { inPortuguese as plural } from './plural.ts';

export const verification: Messages['verification'] = {
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
};
