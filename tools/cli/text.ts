/** Text for people: aligned tables, sizes, colours where a terminal shows them. */
import { styleText } from 'node:util';
import { formatBytes } from '../../web/src/format/bytes.ts';
import { visible } from '../../web/src/format/visible.ts';
import { cutTo, displayWidth } from './display_width.ts';
import { outputIsTerminal, print } from './output.ts';

type Style = Parameters<typeof styleText>[0];

/** `3.42 MB`. */
export const bytes = (count: number): string => formatBytes(count, 'en').replace('\u00a0', ' ');

/** `98.44 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** `1 layer`, `2 layers`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What came out of an image, made harmless for a terminal. */
export const safe = (text: string): string => visible(text);

/** The same for text of several lines, as one line. */
export const safeLine = (text: string): string =>
  safe(
    text
      .trim()
      .replace(/\s*\n\s*/g, ' ↵ ')
      .replaceAll('\t', ' '),
  );

// https://no-color.org
const colours = outputIsTerminal && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

export function styled(style: Style, text: string): string {
  return colours ? styleText(style, text) : text;
}

export type Cell = string | { text: string; style: Style };

export interface Column {
  title: string;
  /** Numbers stand at the right. */
  right?: boolean;
}

export interface TableLayout {
  columns: Column[];
  /** Columns of space before each line. */
  indent?: number;
  /** On a terminal the last column is cut where the line ends. */
  cut?: boolean;
}

const GAP = '  ';
const LINES_AT_ONCE = 1000;

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''));

/** Prints lines with columns as wide as their widest cell; the last one may be as long as it likes. */
export function printTable({ columns, indent = 0, cut = false }: TableLayout, rows: Cell[][]): void {
  const last = columns.length - 1;
  const widths = columns.map(({ title }) => displayWidth(title));
  for (const row of rows) {
    for (let i = 0; i < last || columns[i]?.right; i++)
      widths[i] = Math.max(widths[i] ?? 0, displayWidth(textOf(row[i])));
  }
  const before = indent + widths.slice(0, last).reduce((sum, width) => sum + width + GAP.length, 0);
  const room =
    cut && outputIsTerminal ? Math.max((process.stdout.columns || 80) - before, 20) : Number.POSITIVE_INFINITY;

  const padded = (cell: Cell | undefined, i: number): string => {
    const text = i === last && room < Number.POSITIVE_INFINITY ? cutTo(room, textOf(cell)) : textOf(cell);
    const shown = typeof cell === 'object' ? styled(cell.style, text) : text;
    const space = ' '.repeat(Math.max((widths[i] ?? 0) - displayWidth(text), 0));
    if (columns[i]?.right) return space + shown;
    return i === last ? shown : shown + space;
  };
  const line = (row: Cell[]) => `${' '.repeat(indent)}${columns.map((_, i) => padded(row[i], i)).join(GAP)}`.trimEnd();
  print(`${line(columns.map(({ title }) => ({ text: title, style: 'bold' })))}\n`);
  for (let first = 0; first < rows.length; first += LINES_AT_ONCE) {
    print(
      rows
        .slice(first, first + LINES_AT_ONCE)
        .map((row) => `${line(row)}\n`)
        .join(''),
    );
  }
}
