/** The page as one file with everything inside, for file: addresses, where nothing can be fetched. */
import packed from '#engine-packed';
import type { Delivery } from './delivery.ts';

export const delivery: Delivery = {
  async engine() {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  },
  serviceWorker: null,
  singleFile: null,
  documentation: null,
};
