/** The history as lines of a table, the last step first; layers of which it tells nothing have a line, too. */
import type { ImageReport } from '../../engine/api.ts';

export interface HistoryLine {
  created: string;
  createdBy: string;
  comment: string;
  layer: number | null;
  /** Of the layer, uncompressed; absent for a step without one, and until it has been read. */
  size?: number;
}

export function historyLines({ history, layers }: ImageReport): HistoryLine[] {
  const sizeOf = (layer: number | null) => (layer === null ? undefined : layers[layer]?.unpackedSize);
  const line = (layer: number | null, created = '', createdBy = '', comment = ''): HistoryLine => {
    const size = sizeOf(layer);
    return { created, createdBy, comment, layer, ...(size !== undefined && { size }) };
  };
  const told = history.map((entry) => line(entry.layer, entry.created, entry.createdBy, entry.comment));
  const named = new Set(history.map(({ layer }) => layer));
  const untold = layers.filter(({ index }) => !named.has(index)).map(({ index }) => line(index));
  return [...told, ...untold].reverse();
}
