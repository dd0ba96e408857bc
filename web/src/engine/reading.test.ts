/** One file out of a large image, through the wasm module: how much of the image is read for it, counted and not timed. */
import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './module.ts';
import { loadEngine, memoryReader, OpenedArchive } from './testing.ts';

const FILES = 24;
const FILE_BYTES = 2 << 20;

let engine: Engine;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-test-'));
const fileName = (i: number) => `f${String(i).padStart(2, '0')}`;

/** Text that gzip makes about three quarters of. */
function contentOf(i: number): Buffer {
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, i), Buffer.alloc(16)).update(Buffer.alloc(FILE_BYTES));
  return Buffer.from(noise.toString('base64').slice(0, FILE_BYTES));
}

function tar(...args: string[]): void {
  expect(spawnSync('tar', ['-C', scratch, ...args]).status).toBe(0);
}

/** The image with `layer` as a docker-archive; with `-S` its runs of zeros are left out. */
function archiveOf(layer: Buffer, ...options: string[]): Buffer {
  writeFileSync(join(scratch, 'layer'), layer);
  // Where there are no holes on the disk, tar looks for none.
  spawnSync('cp', ['--sparse=always', join(scratch, 'layer'), join(scratch, 'layer.tar')]);
  writeFileSync(join(scratch, 'c.json'), '{}');
  writeFileSync(
    join(scratch, 'manifest.json'),
    '[{"Config":"c.json","RepoTags":["big:1"],"Layers":["layer.tar","small.tar"]}]',
  );
  tar('-cf', join(scratch, 'image.tar'), ...options, 'manifest.json', 'layer.tar', 'small.tar', 'c.json');
  return readFileSync(join(scratch, 'image.tar'));
}

let layer: Buffer;
let gzipLayer: Buffer;
beforeAll(async () => {
  engine = await loadEngine();
  const names = Array.from({ length: FILES }, (_, i) => fileName(i));
  for (const [i, name] of names.entries()) writeFileSync(join(scratch, name), contentOf(i));
  tar('-cf', join(scratch, 'layer.tar'), ...names);
  layer = readFileSync(join(scratch, 'layer.tar'));
  gzipLayer = gzipSync(layer, { level: 1 });
  writeFileSync(join(scratch, 'small'), 'small');
  tar('-cf', join(scratch, 'small.tar'), 'small');
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true }));

async function bytesReadFor(image: Buffer, name: string): Promise<number> {
  let bytesRead = 0;
  const inner = memoryReader(image);
  const reader = {
    ...inner,
    read: (offset: number, into: Uint8Array) => {
      const count = inner.read(offset, into) as number;
      bytesRead += count;
      return count;
    },
  };
  const inspector = new engine.ImageInspector();
  expect((await inspector.openTar(reader, 'x', () => undefined)).code).toBe('');
  await engine.scanLayers(
    reader,
    inspector.missingTables(),
    [],
    () => undefined,
    (blob, block) => void inspector.addTable(blob, block),
  );
  const { outcome, plan, size } = inspector.locatePath(name, 1);
  expect(outcome.code).toBe('');
  bytesRead = 0;
  const pieces: Uint8Array[] = [];
  const read = await engine.readEntry(reader, plan, (piece) => pieces.push(piece) > 0);
  expect(read.code).toBe('');
  const content = Buffer.concat(pieces);
  expect(content.length).toBe(size);
  expect(content.equals(contentOf(Number(name.slice(1))))).toBe(true);
  inspector.delete();
  return bytesRead;
}

describe('the last file of a large layer', { timeout: 60_000 }, () => {
  const last = fileName(FILES - 1);

  test('of a plain layer: only what it is', async () => {
    expect(await bytesReadFor(archiveOf(layer), last)).toBeLessThan(FILE_BYTES + 64_000);
  });

  test('of a gzip layer: a small share', async () => {
    expect(await bytesReadFor(archiveOf(gzipLayer), last)).toBeLessThan(gzipLayer.length / 3);
  });

  test('in a compressed tarball: a small share', async () => {
    const image = gzipSync(archiveOf(layer), { level: 1 });
    expect(await bytesReadFor(image, last)).toBeLessThan(image.length / 3);
  });

  test('and one in the middle', async () => {
    expect(await bytesReadFor(archiveOf(gzipLayer), fileName(FILES / 2))).toBeLessThan(gzipLayer.length / 2);
  });
});

/** `tar -S` of a folder that an image was saved to: the tarball leaves out what is zeros in the layer. */
describe('a layer that is a sparse member', { timeout: 60_000 }, () => {
  test.each(['gnu', 'posix', 'oldgnu'])('in the format %s', async (format) => {
    writeFileSync(join(scratch, 'zeros'), Buffer.alloc(3 << 20));
    writeFileSync(join(scratch, 'after'), 'what follows');
    tar('-cf', join(scratch, 'holes.tar'), 'zeros', 'after');
    const holes = readFileSync(join(scratch, 'holes.tar'));
    const sparse = archiveOf(holes, '-S', `--format=${format}`);
    expect(sparse.length).toBeLessThan(100_000);
    for (const image of [sparse, gzipSync(sparse)]) {
      const opened = await OpenedArchive.open(engine, image, 'x');
      if (typeof opened === 'string') throw new Error(opened);
      await opened.scan(0);
      expect(opened.report().images[0]?.layers).toMatchObject([
        { state: 'complete', size: holes.length, unpackedSize: holes.length },
        { state: 'complete' },
      ]);
      expect(await opened.cat('after', 1)).toEqual(Buffer.from('what follows'));
      // Not toEqual(), which looks at each byte for itself.
      expect(Buffer.alloc(3 << 20).equals((await opened.cat('zeros', 1)) as Uint8Array)).toBe(true);
      expect(await opened.cat('small', 1)).toEqual(Buffer.from('small'));
      opened.close();
    }
  });
});
