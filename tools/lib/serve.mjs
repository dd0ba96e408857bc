// A static file server for dist/, for this machine only. Started by tools/serve: node serve.mjs <folder> <port>.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const root = resolve(process.argv[2]);
let port = Number(process.argv[3]);

/** The file a request names, or nothing if it is outside of the folder or not there. */
async function find(url) {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  const file = join(root, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root + sep)) return undefined;
  const info = await stat(file);
  return info.isFile() ? { file, size: info.size } : undefined;
}

const server = createServer(async (request, response) => {
  // A malformed address or a missing file is the same to who asked.
  const found = await find(request.url ?? '/').catch(() => undefined);
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

server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  port += 1;
  server.listen(port, 'localhost');
});
server.on('listening', () => {
  console.log(`\nImage Anatomy: http://localhost:${port}/   (Ctrl-C stops)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
server.listen(port, 'localhost');
