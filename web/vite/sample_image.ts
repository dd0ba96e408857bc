/**
 * The sample image for `#sample-image?url`, whose default export is its address: the fixture of the tests, compressed, so that no second
 * copy of it is kept. The address is always the same, for the documentation opens it too.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Options {
  /** Path of the archive. */
  archive: string;
  /** A data: address instead of a file beside the page: for a page that has to be one file. */
  inline?: boolean;
}

const fileName = 'sample/tide-tables.tar.gz';

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
    configureServer: ({ middlewares }) => {
      middlewares.use(`/${fileName}`, (_request, response) => response.end(pack(archive)));
    },
    load(loaded) {
      if (loaded !== id) return undefined;
      // The development server emits nothing.
      if (isServing) return `export default "/${fileName}"`;
      const packed = pack(archive);
      if (inline) return `export default "data:application/gzip;base64,${packed.toString('base64')}"`;
      const file = this.emitFile({ type: 'asset', fileName, source: packed });
      return `export default import.meta.ROLLDOWN_FILE_URL_${file}`;
    },
  };
}

const pack = (archive: string) => gzipSync(readFileSync(archive), { level: 9 });
