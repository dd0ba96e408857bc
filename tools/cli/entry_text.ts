/** An entry of the tree in the cells of a table. */
import type { ChangeReason, ChangeStatus, EntryAttributes, TreeEntry } from '../../web/src/engine/api.ts';
import { symbolicMode } from '../../web/src/format/mode.ts';
import { type Cell, type Column, safe } from './text.ts';

const letters: Record<ChangeStatus, string> = { added: 'A', modified: 'M', removed: 'D', unmodified: '' };
const styles = { added: 'green', modified: 'yellow', removed: 'red', unmodified: 'reset' } as const;

/** `M content,mode`. */
export function changeCell(status: ChangeStatus = 'unmodified', reasons: ChangeReason[] = []): Cell {
  return { text: `${letters[status]} ${reasons.join(',')}`.trim(), style: styles[status] };
}

export const ATTRIBUTES: Column[] = [
  { title: 'MODE' },
  { title: 'OWNER' },
  { title: 'SIZE', right: true },
  { title: 'MODIFIED' },
];

export function attributeCells(entry: EntryAttributes): Cell[] {
  const { device } = entry;
  return [
    symbolicMode(entry.mode, entry.type),
    `${entry.uid}:${entry.gid}`,
    device ? `${device.major},${device.minor}` : String(entry.size),
    moment(entry.mtime),
  ];
}

/** The path, and where a link leads. */
export function pathCell({ path, type, linkname }: Pick<TreeEntry, 'path' | 'type' | 'linkname'>): Cell {
  const text = safe(path) + link(type, linkname);
  return type === 'dir' ? { text, style: 'blue' } : text;
}

/** ` -> target`; '' for what is no link. */
export function link(type: EntryAttributes['type'], linkname: string | undefined): string {
  if (linkname === undefined) return '';
  return type === 'hardlink' ? ` link to ${safe(linkname)}` : ` -> ${safe(linkname)}`;
}

/** `2024-05-01 12:00`; a tar can also say a second that no calendar has. */
function moment(mtime: number): string {
  const date = new Date(mtime * 1000);
  return Number.isNaN(date.getTime()) ? `@${mtime}` : date.toISOString().slice(0, 16).replace('T', ' ');
}
