/** `image-anatomy history`: as `docker history --no-trunc`, the newest entry first. */
import type { ImageReport } from '../../web/src/engine/api.ts';
import { type Choice, OpenedImage } from './opened_image.ts';
import { bytes, safe, table } from './text.ts';

export async function history(path: string, options: Choice & { json: boolean }): Promise<void> {
  const opened = await OpenedImage.open(path);
  try {
    const image = await opened.choose(options);
    const entries = entriesOf(image);
    process.stdout.write(
      options.json ? `${JSON.stringify({ schemaVersion: 1, history: entries }, null, 2)}\n` : historyTable(entries),
    );
  } finally {
    opened.close();
  }
}

/** The history from the base on, with the bytes that each entry's layer unpacks to; layers without history have an entry, too. */
function entriesOf({ history: entries, layers }: ImageReport) {
  const sizeOf = (layer: number | null) => (layer === null ? 0 : (layers[layer]?.unpackedSize ?? 0));
  const told = entries.map((entry) => ({ ...entry, size: sizeOf(entry.layer) }));
  const untold = layers
    .filter(({ index }) => !entries.some(({ layer }) => layer === index))
    .map(({ index }) => ({ emptyLayer: false, layer: index, size: sizeOf(index) }));
  return [...told, ...untold];
}

function historyTable(entries: ReturnType<typeof entriesOf>): string {
  const columns = [
    { title: 'CREATED' },
    { title: 'LAYER', right: true },
    { title: 'SIZE', right: true },
    { title: 'COMMENT' },
    { title: 'CREATED BY' },
  ];
  const rows = entries
    .toReversed()
    .map((entry) => [
      safe('created' in entry ? (entry.created ?? '') : ''),
      entry.layer === null ? '' : String(entry.layer),
      bytes(entry.size),
      safe('comment' in entry ? (entry.comment ?? '') : ''),
      safe('createdBy' in entry ? (entry.createdBy ?? '') : ''),
    ]);
  return table(columns, rows);
}
