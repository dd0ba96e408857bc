// A static file server for dist/, for this machine only, with no headers but those that every static server sends: what the page
// promises must hold wherever it is put. tools/serve, the browser tests and the screenshots use it.
//
//   node tools/lib/serve.mjs FOLDER [PORT]     the next free port from PORT on; any free one without it
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The file a request names, or nothing if it is outside of the folder or not there. */
async function find(root, url) {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  const file = join(root, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root + sep)) return undefined;
  const info = await stat(file);
  return info.isFile() ? { file, size: info.size, tag: `"${info.size.toString(16)}-${info.mtimeMs.toString(16)}"` } : undefined;
}

/**
 * The bytes `first` to `last` that a request asks for; nothing where it asks for all, for several ranges (which a server may answer
 * with all), or for part of a file that is no longer this one; `'none'` where the file has no such bytes.
 */
function rangeOf({ range, 'if-range': ifRange }, { size, tag }) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined || (from === '' && to === '') || (ifRange !== undefined && ifRange !== tag)) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  return first <= last ? { first, last } : 'none';
}

function answer(request, response, found, ranges) {
  const { file, size, tag } = found;
  const headers = {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
    ETag: tag,
    ...(ranges && { 'Accept-Ranges': 'bytes' }),
  };
  const range = ranges && request.method === 'GET' ? rangeOf(request.headers, found) : undefined;
  if (range === 'none') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Length': last - first + 1,
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else createReadStream(file, { start: first, end: last }).on('error', () => response.destroy()).pipe(response);
}

/**
 * Serves `folder`; resolves to its address and a way to stop. `ranges: false`: a server that cannot send parts of files. `first` sees
 * each request before, and gives true where it has answered it.
 *
 * @param {string} folder
 * @param {number} [port]
 * @param {{ ranges?: boolean,
 *   first?: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean }} [options]
 */
export function serve(folder, port = 0, { ranges = true, first = () => false } = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    if (first(request, response)) return;
    // A malformed address or a missing file is the same to who asked.
    const found = await find(root, request.url ?? '/').catch(() => undefined);
    if (found) answer(request, response, found, ranges);
    else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
  });
  return new Promise((done, fail) => {
    let next = port;
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE') fail(error);
      else server.listen(++next, 'localhost');
    });
    server.on('listening', () => {
      done({
        address: `http://localhost:${server.address().port}/`,
        close: () => {
          server.close();
          // Browsers keep theirs for the next request.
          server.closeAllConnections();
        },
      });
    });
    server.listen(next, 'localhost');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
  const { address } = await serve(process.argv[2], Number(process.argv[3] ?? 0));
  console.log(`\nImage Anatomy: ${address}   (Ctrl-C stops)`);
}
