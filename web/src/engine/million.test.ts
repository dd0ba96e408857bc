/** A layer of a million files through the wasm module: all are there, the tree answers, and the memory it takes is bounded (counted, not timed). */
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { fileHeader, renamedEntries } from '../../../e2e/support/big_image.ts';
import { END_OF_ARCHIVE } from '../../../tests/cases/maker/tar.mjs';
import type { ImageReport } from './report.ts';
import { archiveOf, loadEngine, memoryReader } from './testing.ts';

const FOLDERS = 1000;
const FILES = 1000;
const MB = 1_000_000;
/** Pages that WebAssembly's memory grows by. */
const PAGE_BYTES = 1 << 16;

const serial = (value: number) => String(value).padStart(3, '0');
const pathOf = (folder: number, file: number) => `d${serial(folder)}/f${serial(file)}`;

function imageOfAMillion(): Buffer {
  const files = Array.from({ length: FILES }, (_, i) => i);
  const one = fileHeader(pathOf(0, 0), 0);
  // Members one after the other are one gzip stream.
  const members = Array.from({ length: FOLDERS }, (_, folder) =>
    gzipSync(
      renamedEntries(
        one,
        files.map((file) => pathOf(folder, file)),
      ),
      { level: 1 },
    ),
  );
  return archiveOf({ layers: [Buffer.concat([...members, gzipSync(END_OF_ARCHIVE)])] });
}

test('a million tiny files', { timeout: 300_000 }, async () => {
  using grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow');
  const engine = await loadEngine();
  const reader = memoryReader(imageOfAMillion());
  const inspector = new engine.ImageInspector();
  expect((await inspector.openTar(reader, 'million.tar', () => undefined)).code).toBe('');
  await engine.scanLayers(
    reader,
    inspector.missingTables(),
    [],
    () => undefined,
    (blob, block) => expect(inspector.addTable(blob, block).code).toBe(''),
  );
  const report = JSON.parse(inspector.reportImage()) as ImageReport;
  expect(report.diagnostics).toEqual([]);
  expect(report.layers).toMatchObject([{ state: 'complete', entries: FOLDERS * FILES }]);

  inspector.expandAll(true);
  expect(inspector.rowCount()).toBe(FOLDERS * (1 + FILES));
  for (const folder of [0, 500, FOLDERS - 1]) {
    const row = folder * (1 + FILES) + FILES;
    const path = pathOf(folder, FILES - 1);
    expect(inspector.reveal(path)).toBe(row);
    const [last] = inspector.rows(row, 1);
    expect(inspector.details(last?.node ?? -1).path).toBe(`/${path}`);
  }
  inspector.setSort('size', true);
  inspector.expandAll(false);
  expect(inspector.rowCount()).toBe(FOLDERS);
  inspector.delete();

  // The scanner's table, the index's and the tree are all in one instance here.
  const grown = grow.mock.calls.reduce((sum, [pages]) => sum + pages * PAGE_BYTES, 0);
  expect(grown).toBeGreaterThan(10 * MB);
  expect(grown).toBeLessThan(600 * MB);
});
