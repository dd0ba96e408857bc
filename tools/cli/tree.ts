/** `image-anatomy tree`: the merged tree, up to a layer, or what one layer changed. */
import type { ChangeReason, ChangeStatus, EntryType, ImageReport } from '../../web/src/engine/api.ts';
import { symbolicMode } from '../../web/src/format/mode.ts';
import { type Choice, OpenedImage } from './opened_image.ts';
import { safe, styled, table } from './text.ts';

export interface TreeOptions extends Choice {
  json: boolean;
  at?: number | undefined;
  changes?: number | undefined;
}

/** A layer that the image does not have. */
export class NoSuchLayer extends Error {}

/** What the commands read of an entry in the JSON. */
interface Entry {
  path: string;
  type: EntryType;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  mtime: number;
  linkname?: string;
  layer: number;
  status?: ChangeStatus;
  reasons?: ChangeReason[];
}

export async function tree(path: string, options: TreeOptions): Promise<void> {
  const opened = await OpenedImage.open(path);
  try {
    const image = await opened.choose(options);
    const { changes } = options;
    const text =
      changes === undefined
        ? await opened.treeText(layerOf(image, options.at))
        : await opened.treeText(layerOf(image, changes), changes - 1);
    process.stdout.write(options.json ? text : treeTable((JSON.parse(text) as { entries: Entry[] }).entries));
  } finally {
    opened.close();
  }
}

/** The layer meant by an option, the last one without it. Throws NoSuchLayer. */
export function layerOf({ layers }: ImageReport, option: number | undefined): number {
  const layer = option ?? layers.length - 1;
  if (option !== undefined && layers.length === 0) throw new NoSuchLayer('The image has no layers.');
  if (layer >= layers.length) throw new NoSuchLayer(`The image has the layers 0 to ${layers.length - 1}.`);
  return layer;
}

function treeTable(entries: Entry[]): string {
  const compared = entries.some(({ status }) => status !== undefined);
  const columns = [
    ...(compared ? [{ title: 'CHANGE' }] : []),
    { title: 'MODE' },
    { title: 'OWNER' },
    { title: 'SIZE', right: true },
    { title: 'MODIFIED' },
    { title: 'LAYER', right: true },
    { title: 'PATH' },
  ];
  const rows = entries.map((entry) => [
    ...(compared ? [`${letters[entry.status ?? 'unmodified']} ${entry.reasons?.join(',') ?? ''}`.trim()] : []),
    symbolicMode(entry.mode, entry.type),
    `${entry.uid}:${entry.gid}`,
    String(entry.size),
    moment(entry.mtime),
    String(entry.layer),
    entry.type === 'dir' ? styled('blue', safe(entry.path)) : safe(entry.path) + link(entry),
  ]);
  return table(columns, rows);
}

/** `2024-05-01 12:00`; a tar can also say a second that no calendar has. */
function moment(mtime: number): string {
  const date = new Date(mtime * 1000);
  return Number.isNaN(date.getTime()) ? `@${mtime}` : date.toISOString().slice(0, 16).replace('T', ' ');
}

const letters: Record<ChangeStatus, string> = { added: 'A', modified: 'M', removed: 'D', unmodified: '' };

function link({ type, linkname }: Entry): string {
  if (linkname === undefined) return '';
  return type === 'hardlink' ? ` link to ${safe(linkname)}` : ` -> ${safe(linkname)}`;
}
