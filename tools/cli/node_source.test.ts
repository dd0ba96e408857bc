/** A file that something else writes to while it is read: its bytes would be those of two files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, renameSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { END_OF_ARCHIVE, outerEntry } from '../../tests/cases/maker/tar.mjs';
import { FIXTURES, loadEngine } from '../../web/src/engine/testing.ts';
import { openPaths, sourceOf } from './node_source.ts';
import { PROGRAM, scratchFolder, writeImage } from './testing.ts';

const SIZE = 4096;
const scratch = scratchFolder();
let made = 0;

/** Written long ago: what is written now has another date, however coarse the clock of the file system. */
function oldFile(write: (path: string) => void = (path) => writeFileSync(path, Buffer.alloc(SIZE, 'old'))): string {
  const path = join(scratch, `${made++}.tar`);
  write(path);
  utimesSync(path, 1e9, 1e9);
  return path;
}

async function open(path: string) {
  const [reader] = openPaths(await sourceOf(path));
  if (!reader) throw new Error('A file has one reader.');
  return { reader, read: () => reader.read(SIZE / 2, new Uint8Array(SIZE)) };
}

const rewrite = (path: string) => writeFileSync(path, Buffer.alloc(SIZE, 'new'), { flag: 'r+' });
const replace = (path: string) => {
  writeFileSync(`${path}.new`, Buffer.alloc(SIZE, 'new'));
  renameSync(`${path}.new`, path);
};

const writes: [what: string, change: (path: string) => void][] = [
  ['is cut short', (path) => truncateSync(path, SIZE - 1)],
  ['grows', (path) => appendFileSync(path, 'more')],
  ['is rewritten at its size', rewrite],
];

test('at the end there are fewer bytes than asked for', async () => {
  const { read } = await open(oldFile());
  expect(read()).toBe(SIZE / 2);
});

test.each(writes)('a file that %s between two reads cannot be read', async (_, change) => {
  const path = oldFile();
  const { read } = await open(path);
  expect(read()).toBe(SIZE / 2);
  change(path);
  expect(read()).toBe(-1);
});

test.each([...writes, ['is replaced', replace], ['is deleted', unlinkSync]] as typeof writes)(
  'a file that %s before the first read cannot be read',
  async (_, change) => {
    const path = oldFile();
    const { read } = await open(path);
    change(path);
    expect(read()).toBe(-1);
  },
);

test('a worker that begins later reads the file that was chosen, or none', async () => {
  const path = oldFile();
  const source = await sourceOf(path);
  replace(path);
  const [reader] = openPaths(source);
  expect(reader?.read(0, new Uint8Array(SIZE))).toBe(-1);
});

test.each([
  ['replaced', replace],
  ['deleted', unlinkSync],
])('a file that is %s once it is open is read on: it has its bytes still', async (_, change) => {
  const path = oldFile();
  const { reader, read } = await open(path);
  read();
  change(path);
  const bytes = Buffer.alloc(SIZE);
  expect(reader.read(0, bytes)).toBe(SIZE);
  expect(bytes).toEqual(Buffer.alloc(SIZE, 'old'));
});

test('the engine says that the file cannot be read', async () => {
  const path = oldFile((path) => copyFileSync(`${FIXTURES}app.docker26.tar`, path));
  const { reader } = await open(path);
  rewrite(path);
  const inspector = new (await loadEngine()).ImageInspector();
  expect(await inspector.openTar(reader, 'image', () => undefined)).toMatchObject({ code: 'file-unreadable' });
  inspector.delete();
});

test('a command that is at it ends with the code, whatever it has given out', async () => {
  // More than pipes hold: nobody takes the bytes until the file has changed.
  const data = Buffer.alloc(16 << 20, 'old');
  const layer = Buffer.concat([outerEntry({ path: 'large', data }), END_OF_ARCHIVE]);
  const path = oldFile((path) => writeImage(path, { layers: [layer] }));
  const program = spawn(process.execPath, [PROGRAM, 'cat', path, '/large']);
  const ended = once(program, 'close');
  await once(program.stdout, 'readable');
  rewrite(path);
  const [given, error] = await Promise.all([buffer(program.stdout), text(program.stderr)]);
  expect(error).toMatch(/^image-anatomy: file-unreadable: .+\n$/);
  expect(await ended).toEqual([2, null]);
  expect(given.length).toBeLessThan(data.length);
});
