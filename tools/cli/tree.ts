/** `image-anatomy tree`: the merged tree, up to a layer, or what lies between two points of the stack. */
import type { ImageReport, TreeEntry } from '../../web/src/engine/api.ts';
import { ATTRIBUTES, attributeCells, changeCell, pathCell } from './entry_text.ts';
import { EMPTY_TREE, layerOf } from './layers.ts';
import { type Choice, withImage } from './opened_image.ts';
import { printJsonText } from './output.ts';
import { type Cell, printTable } from './text.ts';

export interface TreeOptions extends Choice {
  json: boolean;
  at?: number | undefined;
  /** The same as `from` the layer below, `at` this one. */
  changes?: number | undefined;
  /** A layer, or EMPTY_TREE. */
  from?: number | undefined;
}

export function tree(path: string, { json, at, changes, from, ...choice }: TreeOptions): Promise<void> {
  return withImage(path, choice, async (opened, image) => {
    const to = layerOf(image, changes ?? at);
    const base = changes === undefined ? pointOf(image, from) : to - 1;
    if (json) {
      await opened.treeText(to, base, printJsonText);
      return;
    }
    const rows: Cell[][] = [];
    const lines = new EntryLines((entry) => rows.push(cellsOf(entry, base !== undefined)));
    await opened.treeText(to, base, (text) => lines.add(text));
    printTable({ columns: columnsOf(base !== undefined) }, rows);
  });
}

function pointOf(image: ImageReport, option: number | undefined): number | undefined {
  return option === undefined || option === EMPTY_TREE ? option : layerOf(image, option);
}

/** Takes the report apart as it comes: the engine writes one entry a line. */
class EntryLines {
  private rest = '';

  constructor(private readonly onEntry: (entry: TreeEntry) => void) {}

  add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('{"path"')) this.onEntry(JSON.parse(line.replace(/,$/, '')) as TreeEntry);
    }
  }
}

const columnsOf = (compared: boolean) => [
  ...(compared ? [{ title: 'CHANGE' }] : []),
  ...ATTRIBUTES,
  { title: 'LAYER', right: true },
  { title: 'PATH' },
];

function cellsOf(entry: TreeEntry, compared: boolean): Cell[] {
  return [
    ...(compared ? [changeCell(entry.status, entry.reasons)] : []),
    ...attributeCells(entry),
    String(entry.layer),
    pathCell(entry),
  ];
}
