/** Text for people: aligned tables, sizes, colours where a terminal shows them. */
import { styleText } from 'node:util';
import { formatBytes } from '../../web/src/format/bytes.ts';
import { visible } from '../../web/src/format/visible.ts';

type Style = Parameters<typeof styleText>[0];

/** `3.42 MB`. */
export const bytes = (count: number): string => formatBytes(count, 'en').replace('\u00a0', ' ');

/** What came out of an image, made harmless for a terminal. */
export const safe = (text: string): string => visible(text);

export function styled(style: Style, text: string): string {
  const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  return colours ? styleText(style, text) : text;
}

/** How long ago, as docker puts it: `3 weeks ago`; N/A where there is no date, or only the zero of a reproducible build. */
export function age(created: string | null | undefined, now = Date.now()): string {
  const then = Date.parse(created ?? '');
  if (!(then > 0)) return 'N/A';
  const seconds = Math.max(0, (now - then) / 1000);
  const [minutes, hours] = [seconds / 60, seconds / 3600];
  const days = hours / 24;
  if (seconds < 1) return 'Less than a second ago';
  if (seconds < 60) return seconds < 2 ? '1 second ago' : `${Math.floor(seconds)} seconds ago`;
  if (minutes < 60) return minutes < 2 ? 'About a minute ago' : `${Math.floor(minutes)} minutes ago`;
  if (Math.round(hours) < 48) return hours < 1.5 ? 'About an hour ago' : `${Math.round(hours)} hours ago`;
  if (days < 14) return `${Math.floor(days)} days ago`;
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30)} months ago`;
  return `${Math.floor(days / 365)} years ago`;
}

export interface Column {
  title: string;
  /** Numbers stand at the right. */
  right?: boolean;
}

/** Lines with columns as wide as their widest cell; the last one may be as long as it likes. */
export function table(columns: Column[], rows: string[][]): string {
  const widths = columns.map(({ title }, i) =>
    rows.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), title.length),
  );
  const line = (cells: string[]) =>
    columns
      .map(({ right }, i) => {
        const cell = cells[i] ?? '';
        if (right) return cell.padStart(widths[i] ?? 0);
        return i === columns.length - 1 ? cell : cell.padEnd(widths[i] ?? 0);
      })
      .join('  ')
      .trimEnd();
  const titles = line(columns.map(({ title }) => title));
  return `${[styled('bold', titles), ...rows.map(line)].join('\n')}\n`;
}
