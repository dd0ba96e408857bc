/** How far the work on the chosen image is, summed up for the page from what the layer workers say. */
import type { LayerProgress, Progress } from './contract.ts';
import type { BlobPlace, ImageState } from './protocol.ts';
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
  sum(image: ImageReport): Omit<Progress, 'phase'> {
    const layers = image.layers.map((layer) => this.layer(layer));
    const firsts = layers.filter((_, i) => this.layerBlobs.indexOf(this.layerBlobs[i] ?? -1) === i);
    return {
      bytesRead: firsts.reduce((sum, layer) => sum + layer.bytesRead, 0),
      bytesTotal: firsts.reduce((sum, layer) => sum + layer.bytesTotal, 0),
      layers,
    };
  }

  private layer({ index, state, size, entries }: LayerReport): LayerProgress {
    if (state === 'missing') return { index, state, bytesRead: 0, bytesTotal: 0, entries: 0 };
    if (state !== 'waiting' && state !== 'listed')
      return { index, state, bytesRead: size, bytesTotal: size, entries: entries ?? 0 };
    const scanned = this.scanned.get(this.layerBlobs[index] ?? -1);
    if (!scanned) return { index, state, bytesRead: 0, bytesTotal: size, entries: 0 };
    return { index, state: 'scanning', bytesTotal: size, ...scanned };
  }
}

export class HashProgress {
  private readonly hashed = new Map<number, number>();

  /** `bytes`: to be read of the blob. */
  constructor(private readonly wishes: { place: BlobPlace; bytes: number }[]) {}

  note(blob: number, bytesRead: number): void {
    this.hashed.set(blob, bytesRead);
  }

  finish(blob: number): void {
    this.hashed.set(blob, Number.POSITIVE_INFINITY);
  }

  sum(): Pick<Progress, 'bytesRead' | 'bytesTotal'> {
    return {
      bytesRead: this.wishes.reduce(
        (sum, { place, bytes }) => sum + Math.min(bytes, this.hashed.get(place.id) ?? 0),
        0,
      ),
      bytesTotal: this.wishes.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}
