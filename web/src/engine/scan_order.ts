/** In which order the layers of an image are scanned. */
import type { BlobPlace } from './protocol.ts';

/** What the other order may take longer than the biggest first. */
const MOST_LONGER = 1.02;

/**
 * From the base layer on, where the tree grows from, for as many layers as cost no time; then the biggest first, so that no worker is
 * alone with a large one at the end. `places` come the biggest first, `layerBlobs` are the blobs of the layers from the base on.
 */
export function scanOrder(places: BlobPlace[], layerBlobs: number[], workers: number): BlobPlace[] {
  const byBlob = new Map(places.map((place) => [place.id, place]));
  const fromBase = [...new Set(layerBlobs)].flatMap((blob) => byBlob.get(blob) ?? []);
  const longest = MOST_LONGER * duration(places, workers);
  for (let count = fromBase.length; count > 0; count >>= 1) {
    const first = new Set(fromBase.slice(0, count));
    const order = [...first, ...places.filter((place) => !first.has(place))];
    if (duration(order, workers) <= longest) return order;
  }
  return places;
}

/** In bytes that one worker reads. */
function duration(places: BlobPlace[], workers: number): number {
  const ends = new Array<number>(workers).fill(0);
  for (const { size } of places) {
    const earliest = ends.indexOf(Math.min(...ends));
    ends[earliest] = (ends[earliest] ?? 0) + size;
  }
  return Math.max(...ends);
}
