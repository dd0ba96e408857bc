/**
 * The stack as the plate draws it: one row for each layer, topmost first; of a high stack the small layers in a row are
 * drawn as one pack. Heights come from sizes in the archive, which are known before any layer is read: so nothing jumps.
 */
import type { LayerReport } from '../../engine/api.ts';

export interface StackRow {
  /** Topmost first; more than one make a pack. */
  layers: [LayerReport, ...LayerReport[]];
  /** Bytes in the archive. */
  bytes: number;
  /** Of the drawn slab, and of its row, in units of the drawing. */
  thickness: number;
  height: number;
}

/** More layers than this are not drawn one by one. */
export const mostSlabs = 14;
/** How many of a higher stack still are: the largest, and those that cannot be read. */
const mostAlone = 7;

/** Depth of a slab's upper face. */
export const slabDepth = 52;
/** What all slabs together are thick, and what the thinnest is. */
const thicknessOfAll = 150;
const thinnest = 3;
/** Room for the two lines of a label; how far a slab lies below the one above. */
const lowestRow = 46;
const gap = 30;

export function stackRows(layers: readonly LayerReport[]): StackRow[] {
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  return packs(layers).map((pack) => {
    const bytes = pack.reduce((sum, { size }) => sum + size, 0);
    const thickness = thinnest + Math.round(total > 0 ? (thicknessOfAll * bytes) / total : 0);
    return { layers: pack, bytes, thickness, height: Math.max(lowestRow, thickness + gap) };
  });
}

function packs(layers: readonly LayerReport[]): StackRow['layers'][] {
  const alone = layers.length <= mostSlabs ? new Set(layers) : new Set(layers.toSorted(byWeight).slice(0, mostAlone));
  const result: StackRow['layers'][] = [];
  let pack: StackRow['layers'] | null = null;
  for (const layer of layers.toReversed()) {
    if (!alone.has(layer) && pack) {
      pack.push(layer);
      continue;
    }
    const row: StackRow['layers'] = [layer];
    result.push(row);
    pack = alone.has(layer) ? null : row;
  }
  return result;
}

/** What must not hide in a pack comes first. */
function byWeight(a: LayerReport, b: LayerReport): number {
  const isOdd = ({ state }: LayerReport) => Number(state === 'missing');
  return isOdd(b) - isOdd(a) || b.size - a.size;
}

/** The plate is never lower than `height`: documents and tree need the room. Above the layers are a heading and the writable layer. */
export const lowestPlate = { height: 416, headRow: 46, ghostRow: 50 };

/** What the lowest slab reaches below its row, and the same above the topmost. */
export const slabOverhang = slabDepth - gap;
