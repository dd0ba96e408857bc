/**
 * Layers that unpack to a gigabyte, or claim to be larger still, through the wasm module: each beside a good layer, which stays whole. The
 * memory that it takes is counted; an end to it is the test's time limit.
 */
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { fileHeader } from '../../../e2e/support/big_image.ts';
import { END_OF_ARCHIVE, tarEntry } from '../../../tests/cases/maker/tar.mjs';
import { type Engine, instantiateEngine } from './module.ts';
import { archiveOf, compileEngine, OpenedArchive } from './testing.ts';

const MiB = 1 << 20;
const GiB = 1 << 30;
const PAGE_BYTES = 1 << 16;

const entry = (path: string, more: { text?: string; pax?: [string, string][] } = {}): Buffer =>
  tarEntry({ type: 'f', path, mode: 0o644, uid: 0, gid: 0, mtime: '1700000000', text: '', ...more });

const good = Buffer.concat([entry('good', { text: 'all of it' }), END_OF_ARCHIVE]);

/** A file, and what follows it. */
const after = (hostile: Buffer) => Buffer.concat([entry('before', { text: 'it' }), hostile, END_OF_ARCHIVE]);
const again = (piece: Buffer, times: number) => Buffer.concat(new Array<Buffer>(times).fill(piece));
const zeros = Buffer.alloc(16 * MiB);

/** A gigabyte in a member for each 16 MiB. */
function gzipBomb(header = fileHeader('bomb', GiB), body = zeros): Buffer {
  const start = Buffer.concat([entry('before', { text: 'it' }), header]);
  return Buffer.concat([gzipSync(start), again(gzipSync(body), GiB / body.length), gzipSync(END_OF_ARCHIVE)]);
}

/** Frames of RFC 8878: one of raw bytes, and those of 128 KiB of one byte. */
function zstdBomb(): Buffer {
  const frame = (block: Buffer) => Buffer.concat([Buffer.from('28b52ffd0038', 'hex'), block]);
  const raw = (bytes: Buffer) => {
    const head = Buffer.alloc(3);
    head.writeUIntLE(1 | (bytes.length << 3), 0, 3);
    return frame(Buffer.concat([head, bytes]));
  };
  const many = frame(Buffer.from('03001000', 'hex'));
  return Buffer.concat([raw(fileHeader('bomb', GiB)), again(many, GiB / (128 << 10)), raw(END_OF_ARCHIVE)]);
}

const manyAttributes = Array.from({ length: 100_000 }, (_, index): [string, string] => [
  `SCHILY.xattr.user.${index}`,
  'v',
]);

interface Hostile {
  what: string;
  layer: () => Buffer;
  /** Of the layer in the report; none where it is only large. */
  codes: string[];
  /** Its own files in the tree, by path, in bytes. */
  sizes: Record<string, number>;
}

const hostile: Hostile[] = [
  { what: 'a gigabyte in gzip', layer: gzipBomb, codes: [], sizes: { '/before': 2, '/bomb': GiB } },
  {
    what: 'a gigabyte in gzip in gzip',
    layer: () => gzipSync(gzipBomb()),
    codes: [],
    sizes: { '/before': 2, '/bomb': GiB },
  },
  { what: 'a gigabyte in zstd', layer: zstdBomb, codes: [], sizes: { '/bomb': GiB } },
  {
    what: 'a header that claims 8 EiB',
    layer: () => after(Buffer.concat([fileHeader('bomb', 2 ** 63 - 1024), zeros])),
    codes: ['layer-truncated'],
    sizes: { '/before': 2, '/bomb': 2 ** 63 - 1024 },
  },
  {
    what: 'a file of 4 EiB of holes',
    layer: () =>
      after(
        entry('holes', {
          text: 'end',
          pax: [
            ['GNU.sparse.size', String(2n ** 62n)],
            ['GNU.sparse.map', `${2n ** 62n - 3n},3`],
          ],
        }),
      ),
    codes: [],
    sizes: { '/before': 2, '/holes': 2 ** 62 },
  },
  {
    what: 'a PAX header of a gigabyte',
    layer: () => gzipBomb(fileHeader('pax', GiB, 'x'), Buffer.alloc(16 * MiB, '30 comment=for ever and a day\n')),
    codes: ['tar-damaged'],
    sizes: { '/before': 2 },
  },
  {
    what: 'a path a million deep',
    layer: () => after(entry('deep', { pax: [['path', `${'a/'.repeat(1_000_000)}f`]] })),
    codes: ['tar-damaged'],
    sizes: { '/before': 2 },
  },
  {
    what: '100,000 extended attributes',
    layer: () => after(entry('much', { pax: manyAttributes })),
    codes: ['tar-damaged'],
    sizes: { '/before': 2 },
  },
];

let module: WebAssembly.Module;
let engine: Engine;
let grow: MockInstance<WebAssembly.Memory['grow']>;

beforeEach(async () => {
  module ??= await compileEngine();
  grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow');
  engine = await instantiateEngine(module);
});
afterEach(() => grow.mockRestore());

test.each(hostile)(
  '$what: said so, the other layer is whole, memory stays small',
  { timeout: 60_000 },
  async ({ layer, codes, sizes }) => {
    const opened = await OpenedArchive.open(engine, archiveOf({ layers: [layer(), good] }), 'hostile.tar');
    if (typeof opened === 'string') throw new Error(opened);
    await opened.scan(opened.preferred);
    const report = opened.report();
    const [image] = report.images;
    expect(image?.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(image?.layers.map(({ state }) => state)).toEqual([codes.length > 0 ? 'partial' : 'complete', 'complete']);
    const entries = opened.tree(1).map(({ path, size }) => [path, size]);
    expect(Object.fromEntries(entries)).toEqual({ ...sizes, '/good': 9 });
    expect(Buffer.from(await opened.cat('/good', 1)).toString()).toBe('all of it');
    opened.close();
    const grown = grow.mock.calls.reduce((sum, [pages]) => sum + pages * PAGE_BYTES, 0);
    expect(grown).toBeLessThan(64 * MiB);
  },
);
