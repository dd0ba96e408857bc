/** Large files of plain layers are not read at first: what is said of them must be what it is when they are. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { END_OF_ARCHIVE, outerEntry } from '../../tests/cases/maker/tar.mjs';
import type { Report } from '../../web/src/engine/report.ts';
import { json, scratchFolder, writeImage } from './testing.ts';

/** Far more than comes in one block with its header. */
const SIZE = 9 << 20;
const folder = scratchFolder();

const body = (fill: string, size = SIZE) => Buffer.alloc(size, fill);
const layerOf = (files: Record<string, Buffer>) =>
  Buffer.concat([...Object.entries(files).map(([path, data]) => outerEntry({ path, data })), END_OF_ARCHIVE]);

function imageOf(name: string, layers: Buffer[]): string {
  const file = join(folder, name);
  writeImage(file, { layers });
  return file;
}

test('the same files in plain and in gzip layers have the same numbers', () => {
  const layers = [
    layerOf({ same: body('same'), changed: body('old'), alone: body('alone', SIZE + 1), copy: body('copy', SIZE + 2) }),
    layerOf({ same: body('same'), changed: body('new'), 'copy of it': body('copy', SIZE + 2) }),
  ];
  const [plain, gzip] = [
    imageOf('plain.tar', layers),
    imageOf(
      'gzip.tar',
      layers.map((layer) => gzipSync(layer, { level: 1 })),
    ),
  ].map((file) => json<Report>(['inspect', file]).images[0]);
  const one = { files: 1, bytes: SIZE };
  expect(plain?.ledger?.byReason).toEqual({ 'rewritten-identical': one, 'rewritten-different': one });
  expect(plain?.duplicates).toMatchObject({ groups: 1, bytes: SIZE + 2 });
  for (const part of ['ledger', 'duplicates', 'dive', 'root', 'findings'] as const) {
    expect(plain?.[part]).toEqual(gzip?.[part]);
  }
});
