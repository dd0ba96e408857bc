/** `image-anatomy history`: of an image as `docker history --no-trunc`, the newest entry first; of a path all its versions. */
import type { ImageReport, PathHistory } from '../../web/src/engine/api.ts';
import { ATTRIBUTES, attributeCells, changeCell, link } from './entry_text.ts';
import { type Choice, withImage } from './opened_image.ts';
import { print, printJson } from './output.ts';
import { bytes, printTable, safe, safeLine, styled } from './text.ts';

export interface HistoryOptions extends Choice {
  json: boolean;
  /** Whose history; the image's without it. Links are not followed. */
  path?: string | undefined;
}

export function history(image: string, { json, path, ...choice }: HistoryOptions): Promise<void> {
  return withImage(image, choice, async (opened, chosen) => {
    if (path !== undefined) {
      const versions = await opened.pathHistory(path);
      if (json) printJson(versions);
      else printPathHistory(versions);
      return;
    }
    const entries = entriesOf(chosen);
    if (json) printJson({ schemaVersion: 1, history: entries });
    else printHistory(entries);
  });
}

/** The history from the base on, with the bytes that each entry's layer unpacks to; layers without history have an entry, too. */
function entriesOf({ history: entries, layers }: ImageReport) {
  const sizeOf = (layer: number | null) => (layer === null ? 0 : (layers[layer]?.unpackedSize ?? 0));
  const told = entries.map((entry) => ({ ...entry, size: sizeOf(entry.layer) }));
  const named = new Set(entries.map(({ layer }) => layer));
  const untold = layers
    .filter(({ index }) => !named.has(index))
    .map(({ index }) => ({ emptyLayer: false, layer: index, size: sizeOf(index) }));
  return [...told, ...untold];
}

function printHistory(entries: ReturnType<typeof entriesOf>): void {
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
      safeLine('comment' in entry ? (entry.comment ?? '') : ''),
      safeLine('createdBy' in entry ? (entry.createdBy ?? '') : ''),
    ]);
  printTable({ columns }, rows);
}

/** The base first, as things happened. */
function printPathHistory({ path, versions }: PathHistory): void {
  print(`${styled('bold', safe(path))}\n`);
  const columns = [{ title: 'LAYER', right: true }, { title: 'CHANGE' }, ...ATTRIBUTES, { title: 'CREATED BY' }];
  const rows = versions.map((version) => [
    String(version.layer),
    changeCell(version.status, version.reasons),
    ...attributeCells(version),
    safeLine(version.createdBy ?? '') +
      (link(version.type, version.linkname) && `  ${link(version.type, version.linkname).trim()}`),
  ]);
  printTable({ columns }, rows);
}
