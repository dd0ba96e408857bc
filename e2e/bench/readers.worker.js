/**
 * What else reads a gzip layer in a browser, each to the last byte, in a worker: posted `{ reader, file }`, answers with what it found.
 * The packages lie beside this file as readers.bench.ts serves them.
 */
import { gunzipSync } from './fflate.js';
import { Archive } from './libarchive/libarchive.js';
import { createTarDecoder } from './modern-tar/web/index.js';
import { parseTar } from './nanotar.js';

const inflated = (file) => file.stream().pipeThrough(new DecompressionStream('gzip'));

const readers = {
  async DecompressionStream(file) {
    let bytes = 0;
    for await (const block of inflated(file)) bytes += block.length;
    return { bytes };
  },
  async 'modern-tar'(file) {
    let entries = 0;
    for await (const { body } of inflated(file).pipeThrough(createTarDecoder())) {
      entries++;
      await body.cancel();
    }
    return { entries };
  },
  async 'libarchive.js'(file) {
    const archive = await Archive.open(file);
    const files = await archive.getFilesArray();
    await archive.close();
    return { entries: files.length };
  },
  async 'fflate + nanotar'(file) {
    const tar = gunzipSync(new Uint8Array(await file.arrayBuffer()));
    return { entries: parseTar(tar, { metaOnly: true }).length };
  },
};

addEventListener('message', async ({ data: { reader, file } }) => {
  const begin = performance.now();
  try {
    const found = await readers[reader](file);
    postMessage({ ...found, seconds: (performance.now() - begin) / 1000 });
  } catch (error) {
    // A layer that is too large for it, for example.
    postMessage({ failed: String(error) });
  }
});
