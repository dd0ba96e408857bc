// A static file server for dist/, for this machine only, with no header but the type and size: what the page promises must hold
// wherever it is put. tools/serve, the browser tests and the screenshots use it.
//
//   node tools/lib/serve.mjs FOLDER [PORT]     the next free port from PORT on; any free one without it
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
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
  return info.isFile() ? { file, size: info.size } : undefined;
}

/** Serves `folder`; resolves to its address and a way to stop. */
export function serve(folder, port = 0) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    // A malformed address or a missing file is the same to who asked.
    const found = await find(root, request.url ?? '/').catch(() => undefined);
    if (!found) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(found.file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.file).pipe(response);
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
