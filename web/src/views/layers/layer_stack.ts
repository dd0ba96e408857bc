/** The stack as it is drawn, topmost first: layers, and between them the steps that made no layer. */
import type { HistoryReport, ImageReport, LayerReport } from '../../engine/api.ts';

export type StackItem =
  | { kind: 'layer'; layer: LayerReport; history: HistoryReport | null }
  | { kind: 'metadata'; history: HistoryReport };

export function layerStack(image: ImageReport): StackItem[] {
  const items: StackItem[] = [];
  let next = 0;
  const addLayersBefore = (end: number) => {
    for (; next < end; next++) {
      const layer = image.layers[next];
      if (layer) items.push({ kind: 'layer', layer, history: null });
    }
  };
  for (const history of image.history) {
    if (history.layer === null) {
      if (history.emptyLayer) items.push({ kind: 'metadata', history });
      continue;
    }
    // The history may leave layers out, or name some that are not there.
    addLayersBefore(history.layer);
    const layer = image.layers[history.layer];
    if (layer && history.layer === next) {
      items.push({ kind: 'layer', layer, history });
      next++;
    }
  }
  addLayersBefore(image.layers.length);
  return items.reverse();
}

/** One line of the whole picture: where a layer's share begins and how wide it is, as fractions of the largest tree. */
export interface Share {
  start: number;
  width: number;
  negative: boolean;
}

/** A layer's share of the growing tree, so that the bars of the stack make a staircase from the base up. */
export function shareOf(sizes: { contribution: number; cumulative: number }, largest: number): Share {
  if (largest <= 0) return { start: 0, width: 0, negative: false };
  const before = sizes.cumulative - sizes.contribution;
  return {
    start: Math.max(0, Math.min(before, sizes.cumulative)) / largest,
    width: Math.min(1, Math.abs(sizes.contribution) / largest),
    negative: sizes.contribution < 0,
  };
}
