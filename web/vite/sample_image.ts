/**
 * The sample image for `#sample-image?url`, whose default export is its address: the fixture of the tests, compressed, so that no second
 * copy of it is kept.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Options {
  /** Path of the archive. */
  archive: string;
  /** A data: address instead of a file beside the page: for a page that has to be one file. */
  inline?: boolean;
}

export function sampleImage({ archive, inline = false }: Options): Plugin {
  const id = '\0sample-image';
  let isServing = false;
  return {
    name: 'sample-image',
    enforce: 'pre',
    configResolved: ({ command }) => {
      isServing = command === 'serve';
    },
    resolveId: (source) => (source === '#sample-image?url' ? id : undefined),
    load(loaded) {
      if (loaded !== id) return undefined;
      // The development server emits nothing: it hands out the archive as it is.
      if (isServing) return `export default ${JSON.stringify(`/@fs${archive}`)}`;
      const packed = gzipSync(readFileSync(archive), { level: 9 });
      if (inline) return `export default "data:application/gzip;base64,${packed.toString('base64')}"`;
      const file = this.emitFile({ type: 'asset', name: `${basename(archive)}.gz`, source: packed });
      return `export default import.meta.ROLLDOWN_FILE_URL_${file}`;
    },
  };
}
