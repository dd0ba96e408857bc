/** How far the scan of the chosen image is, summed up for the page from what the layer workers say. */
import type { LayerProgress, Progress } from './contract.ts';
import type { ImageState } from './protocol.ts';
import type { ImageReport, LayerReport } from './report.ts';

interface Scanned {
  bytesRead: number;
  entries: number;
}

export class ScanProgress {
  private readonly scanned = new Map<number, Scanned>();

  constructor(private readonly layerBlobs: ImageState['layerBlobs']) {}

  note(blob: number, bytesRead: number, entries: number): void {
    this.scanned.set(blob, { bytesRead, entries });
  }

  /** A blob that several layers share counts once in the sums. */
  sum(image: ImageReport, stopped: boolean): Progress {
    const layers = image.layers.map((layer) => this.layer(layer));
    const firsts = layers.filter((_, i) => this.layerBlobs.indexOf(this.layerBlobs[i] ?? -1) === i);
    const busy = !stopped && layers.some(({ state }) => state === 'waiting' || state === 'scanning');
    return {
      phase: busy ? 'scanning' : 'done',
      bytesRead: firsts.reduce((sum, layer) => sum + layer.bytesRead, 0),
      bytesTotal: firsts.reduce((sum, layer) => sum + layer.bytesTotal, 0),
      layers,
    };
  }

  private layer({ index, state, size, entries }: LayerReport): LayerProgress {
    if (state === 'missing') return { index, state, bytesRead: 0, bytesTotal: 0, entries: 0 };
    if (state !== 'waiting') return { index, state, bytesRead: size, bytesTotal: size, entries: entries ?? 0 };
    const scanned = this.scanned.get(this.layerBlobs[index] ?? -1);
    if (!scanned) return { index, state, bytesRead: 0, bytesTotal: size, entries: 0 };
    return { index, state: 'scanning', bytesTotal: size, ...scanned };
  }
}
