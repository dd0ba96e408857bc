/** Text as lines of coloured pieces. What the grammar finds comes as its tree of tokens; no markup is made anywhere. */
import { hljs, type Language, languageName, languageOf } from './languages.ts';

/** The few colours there are. */
export type Tint = '' | 'keyword' | 'value' | 'string' | 'comment' | 'title' | 'added' | 'removed';

/** A piece of a line. */
export type Token = readonly [text: string, tint: Tint];
export type Line = readonly Token[];

export interface Highlighted {
  /** What the language is called. */
  language: string;
  lines: Line[];
}

/** A node of highlight.js's token tree. */
interface TokenNode {
  scope?: string;
  children: (TokenNode | string)[];
}

const tints: Record<string, Tint> = {
  keyword: 'keyword',
  name: 'keyword',
  built_in: 'value',
  literal: 'value',
  number: 'value',
  symbol: 'value',
  type: 'value',
  variable: 'value',
  'template-variable': 'value',
  link: 'value',
  bullet: 'value',
  char: 'string',
  code: 'string',
  regexp: 'string',
  string: 'string',
  comment: 'comment',
  doctag: 'comment',
  meta: 'comment',
  quote: 'comment',
  attr: 'title',
  attribute: 'title',
  property: 'title',
  section: 'title',
  'selector-class': 'title',
  'selector-id': 'title',
  'selector-tag': 'keyword',
  title: 'title',
  addition: 'added',
  deletion: 'removed',
};

/** Nothing where the language is not known. */
export function highlight(name: string, text: string): Highlighted | null {
  const language = languageOf(name, text);
  return language && { language: languageName(language), lines: toLines(tokensOf(language, text)) };
}

function tokensOf(language: Language, text: string): Token[] {
  const result = hljs.highlight(text, { language, ignoreIllegals: true });
  const { rootNode } = result._emitter as unknown as { rootNode: TokenNode };
  const tokens: Token[] = [];
  const walk = ({ children }: TokenNode, tint: Tint) => {
    for (const child of children) {
      if (typeof child === 'string') tokens.push([child, tint]);
      else walk(child, tintOf(child) ?? tint);
    }
  };
  walk(rootNode, '');
  return tokens;
}

/** Nothing for what looks as what is around it; what a string holds in braces is code again. */
function tintOf({ scope }: TokenNode): Tint | undefined {
  if (scope === undefined) return undefined;
  if (scope === 'subst') return '';
  return tints[scope.split('.')[0] ?? ''];
}

/** Cut at line ends, which belong to no line; neighbours that look the same are one. */
function toLines(tokens: readonly Token[]): Line[] {
  let line: Token[] = [];
  const lines: Token[][] = [line];
  for (const [text, tint] of tokens) {
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) {
        line = [];
        lines.push(line);
      }
      const last = line.at(-1);
      if (last?.[1] === tint) line[line.length - 1] = [last[0] + piece, tint];
      else if (piece) line.push([piece, tint]);
    }
  }
  return lines;
}
