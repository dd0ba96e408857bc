/** Files behind a URL, from a real server that can be made to do each thing wrong. */
import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Progress } from './contract.ts';
import { ProblemError } from './problems.ts';
import type { SourceSpec } from './protocol.ts';
import { UrlReader } from './url_reader.ts';
import { findUrl, nameOfUrl } from './url_source.ts';

const MiB = 1 << 20;
const TAG = '"v1"';
const LARGE = randomBytes(9 * MiB + 123);
const SMALL = LARGE.subarray(0, 5000);

let server: Server;
let address: string;
let answer: RequestListener;
let asked: (string | undefined)[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  address = `http://localhost:${(server.address() as AddressInfo).port}/page/`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** A server as it should be; `headers` come on top. */
function serving(bytes: Buffer, headers: Record<string, string> = { ETag: TAG }): RequestListener {
  return (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const isSame = [undefined, headers.ETag, headers['Last-Modified']].includes(
      request.headers['if-range']?.toString(),
    );
    if (from === undefined || !isSame) {
      response.writeHead(200, { 'Content-Length': bytes.length, ...headers }).end(bytes);
      return;
    }
    if (Number(from) >= bytes.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
      return;
    }
    const last = Math.min(Number(to), bytes.length - 1);
    const range = { 'Content-Range': `bytes ${from}-${last}/${bytes.length}` };
    response.writeHead(206, { ...range, ...headers }).end(bytes.subarray(Number(from), last + 1));
  };
}

const find = (url = '../x/a%20b.tar?v=1#part', canSuspend = true, progress: Progress[] = []) =>
  findUrl({ url, base: address, canSuspend }, (now) => progress.push(now), new AbortController().signal);

async function codeOf(failing: Promise<unknown>): Promise<string> {
  const error = await failing.then(
    () => new Error('It did not fail.'),
    (reason) => reason,
  );
  if (!(error instanceof ProblemError)) throw error;
  return error.problem.code;
}

async function bytesOf(source: SourceSpec): Promise<Buffer> {
  if (source.kind !== 'file') throw new Error(`It is a ${source.kind}.`);
  return Buffer.from(await source.file.arrayBuffer());
}

async function ranged(bytes = LARGE, headers?: Record<string, string>): Promise<UrlReader> {
  answer = serving(bytes, headers);
  const source = await find();
  if (source.kind !== 'url') throw new Error(`It is a ${source.kind}.`);
  return new UrlReader(source.file);
}

test('a large file is not downloaded where parts of it can be had', async () => {
  answer = serving(LARGE);
  const source = await find();
  expect(source).toEqual({
    kind: 'url',
    name: 'a b.tar',
    file: {
      url: new URL('../x/a%20b.tar?v=1', address).href,
      size: LARGE.length,
      validator: { header: 'ETag', value: TAG },
    },
  });
  expect(asked).toEqual([`bytes=0-${MiB - 1}`]);
});

test('a small file comes with the first answer, an empty one as well', async () => {
  answer = serving(SMALL);
  expect((await bytesOf(await find())).equals(SMALL)).toBe(true);
  expect(asked).toHaveLength(1);
  answer = serving(Buffer.alloc(0));
  expect(await bytesOf(await find())).toHaveLength(0);
});

test('without ranges, or a browser that can use them, the whole is downloaded, and progress says how far it is', async () => {
  answer = (request, response) => {
    delete request.headers.range;
    serving(LARGE)(request, response);
  };
  const progress: Progress[] = [];
  expect((await bytesOf(await find('a.tar', true, progress))).equals(LARGE)).toBe(true);
  expect(progress[0]).toEqual({ phase: 'downloading', bytesRead: 0, bytesTotal: LARGE.length, layers: [] });
  asked = [];
  answer = serving(LARGE);
  expect((await bytesOf(await find('a.tar', false))).equals(LARGE)).toBe(true);
  expect(asked).toEqual([undefined]);
});

test('where the line stalls, all that came before is told of, however soon the last of it followed', async () => {
  let goOn: () => void = () => undefined;
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': LARGE.length }).write(LARGE.subarray(0, 1000));
    setTimeout(() => response.write(LARGE.subarray(1000, 3000)), 20);
    goOn = () => response.end(LARGE.subarray(3000));
  };
  const progress: Progress[] = [];
  const found = find('a.tar', false, progress);
  await expect.poll(() => progress.at(-1)?.bytesRead).toBe(3000);
  goOn();
  expect((await bytesOf(await found)).equals(LARGE)).toBe(true);
  const told = progress.length;
  await new Promise((done) => setTimeout(done, 250));
  expect(progress).toHaveLength(told);
});

test.each([
  ['a validator', {}],
  ['a strong validator', { ETag: 'W/"v1"' }],
  ['a date that is older than the answer', { 'Last-Modified': new Date(Date.now() + 60_000).toUTCString() }],
])('without %s parts cannot be put together: the whole is downloaded', async (_what, headers) => {
  answer = serving(LARGE, headers);
  expect((await bytesOf(await find())).equals(LARGE)).toBe(true);
  expect(asked).toEqual([`bytes=0-${MiB - 1}`, undefined]);
});

test('a date can be the validator', async () => {
  const reader = await ranged(LARGE, { 'Last-Modified': 'Wed, 21 Oct 2015 07:28:00 GMT' });
  const into = new Uint8Array(1000);
  expect(await reader.read(5_000_000, into)).toBe(1000);
  expect(LARGE.subarray(5_000_000, 5_001_000).equals(into)).toBe(true);
});

test('a server that compresses on the fly tells another size than the file has', async () => {
  const packed = gzipSync(LARGE);
  const headers = { 'Content-Encoding': 'gzip', 'Content-Length': String(packed.length), ETag: TAG };
  answer = (_request, response) => response.writeHead(200, headers).end(packed);
  const progress: Progress[] = [];
  expect((await bytesOf(await find('a.tar', true, progress))).equals(LARGE)).toBe(true);
  expect(progress[0]?.bytesTotal).toBe(0);
  // Ranges of the compressed form are of no use.
  answer = ({ headers: { range } }, response) => {
    if (!range) response.writeHead(200, headers).end(packed);
    else
      response
        .writeHead(206, { 'Content-Encoding': 'gzip', 'Content-Range': 'bytes 0-19/90', ETag: TAG })
        .end(gzipSync(''));
  };
  expect((await bytesOf(await find())).equals(LARGE)).toBe(true);
});

test('a server whose first range is not what was asked for is asked for the whole', async () => {
  answer = (request, response) => {
    if (!request.headers.range) return serving(LARGE)(request, response);
    return response.writeHead(206, { 'Content-Range': `bytes 7-9/${LARGE.length}`, ETag: TAG }).end('abc');
  };
  expect((await bytesOf(await find())).equals(LARGE)).toBe(true);
});

test('addresses that are not asked for at all', async () => {
  answer = serving(SMALL);
  expect(await codeOf(find('https://elsewhere.example/a.tar'))).toBe('url-other-origin');
  expect(await codeOf(find('//elsewhere.example/a.tar'))).toBe('url-other-origin');
  expect(await codeOf(find('data:,x'))).toBe('url-other-origin');
  address = 'file:///home/image-anatomy.html';
  expect(await codeOf(find('a.tar'))).toBe('url-from-file');
  expect(asked).toEqual([]);
});

test.each([
  [404, 'text/plain', 'url-not-found'],
  [410, 'text/html', 'url-not-found'],
  [403, 'text/html', 'url-refused'],
  [500, 'text/plain', 'url-refused'],
  [200, 'text/html; charset=utf-8', 'url-is-web-page'],
])('an answer %i of type %s is %s', async (status, type, code) => {
  answer = (_request, response) => response.writeHead(status, { 'Content-Type': type }).end('<p>Hello</p>');
  expect(await codeOf(find())).toBe(code);
});

test('a network that is not there, or goes while downloading', async () => {
  answer = (request) => request.socket.destroy();
  expect(await codeOf(find())).toBe('url-unreachable');
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': LARGE.length });
    response.write(SMALL, () => response.destroy());
  };
  expect(await codeOf(find())).toBe('url-interrupted');
});

test('every byte is the right one, wherever reading jumps to, and memory holds a few blocks', async () => {
  const reader = await ranged();
  const jumps = [0, 512, 3 * MiB, 3 * MiB + 512, 8 * MiB, 100, LARGE.length - 10, 2 * MiB];
  for (const offset of jumps) {
    for (const length of [512, 65_536, 3 * MiB]) {
      const into = new Uint8Array(length);
      const count = await reader.read(offset, into);
      expect(count).toBe(Math.min(length, LARGE.length - offset));
      expect(LARGE.subarray(offset, offset + count).equals(into.subarray(0, count))).toBe(true);
    }
  }
  expect(await reader.read(LARGE.length, new Uint8Array(10))).toBe(0);
  expect(reader.failure).toBeUndefined();
});

test('headers far apart cost little; what is read straight on comes in large blocks', async () => {
  const reader = await ranged();
  asked = [];
  for (let offset = 0; offset < LARGE.length; offset += 3 * MiB) await reader.read(offset, new Uint8Array(512));
  expect(asked).toEqual(['bytes=0-65535', 'bytes=3145728-3211263', 'bytes=6291456-6356991', 'bytes=9437184-9437306']);
  asked = [];
  for (let offset = 0; offset < LARGE.length; offset += 16_384) await reader.read(offset, new Uint8Array(16_384));
  expect(asked.length).toBeLessThan(12);
});

test('where parts are told, nothing behind the end of one is fetched, and what is wanted elsewhere still comes', async () => {
  const reader = await ranged();
  const readAll = async (from: number, to: number) => {
    for (let offset = from; offset < to; offset += 16_384) {
      const into = new Uint8Array(Math.min(16_384, to - offset));
      expect(await reader.read(offset, into)).toBe(into.length);
      expect(LARGE.subarray(offset, offset + into.length).equals(into)).toBe(true);
    }
  };
  asked = [];
  const parts = [
    { offset: 5 * MiB, size: 2 * MiB + 5 },
    { offset: 512, size: MiB },
  ];
  reader.expect(parts);
  for (const { offset, size } of parts) await readAll(offset, offset + size);
  expect(bytesAsked()).toBe(3 * MiB + 5);
  await readAll(8 * MiB, 8 * MiB + 512);
  reader.close();
  await readAll(3 * MiB, 5 * MiB);
  expect(bytesAsked()).toBeGreaterThan(5 * MiB + 5 + 512);
});

/** Of all ranges since `asked` was emptied. */
function bytesAsked(): number {
  return asked.reduce((sum, range) => {
    const [, first, last] = /(\d+)-(\d+)/.exec(range ?? '') ?? [];
    return sum + Number(last) - Number(first) + 1;
  }, 0);
}

test.each([
  [
    'another version, which the server answers whole',
    'source-changed',
    serving(randomBytes(9 * MiB), { ETag: '"v2"' }),
  ],
  ['another version, by a server that does not look at If-Range', 'source-changed', range({ ETag: '"v2"' })],
  ['another size', 'source-changed', range({ 'Content-Range': `bytes 0-65535/${LARGE.length + 1}` })],
  ['a file that became shorter', 'source-changed', status(416)],
  ['the whole of the same version', 'url-ranges-broken', whole()],
  ['another part', 'url-ranges-broken', range({ 'Content-Range': `bytes 1-65536/${LARGE.length}` })],
  ['a part without saying which', 'url-ranges-broken', range({ 'Content-Range': '' })],
  ['fewer bytes than said', 'url-ranges-broken', range({}, 100)],
  ['nothing any more', 'url-not-found', status(404)],
  ['an error', 'url-refused', status(503)],
  ['silence', 'url-interrupted', ((request) => request.socket.destroy()) as RequestListener],
])('while reading: %s', async (_what, code, next) => {
  const reader = await ranged();
  answer = next;
  expect(await reader.read(0, new Uint8Array(512))).toBe(-1);
  expect(reader.failure?.code).toBe(code);
});

function range(headers: Record<string, string>, length = 65_536): RequestListener {
  const right = { ETag: TAG, 'Content-Range': `bytes 0-65535/${LARGE.length}` };
  return (_request, response) => response.writeHead(206, { ...right, ...headers }).end(LARGE.subarray(0, length));
}

function whole(): RequestListener {
  return (_request, response) => response.writeHead(200, { ETag: TAG }).end(LARGE);
}

function status(code: number): RequestListener {
  return (_request, response) => response.writeHead(code).end();
}

test('names', () => {
  expect(nameOfUrl('http://h/a/b%20c.tar?x#y')).toBe('b c.tar');
  expect(nameOfUrl('http://h/100%.tar')).toBe('100%.tar');
});
