/** A layer of a million files through the wasm module: all are there, the tree answers, and the memory it takes is bounded (counted, not timed). */
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { ImageReport } from './report.ts';
import { loadEngine, memoryReader } from './testing.ts';

const FOLDERS = 1000;
const FILES = 1000;
const BLOCK = 512;
const MB = 1_000_000;
/** Pages that WebAssembly's memory grows by. */
const PAGE_BYTES = 1 << 16;

/** Entries of `names`, each with the same body. */
function entries(names: string[], body: string): Buffer {
  const padded = Math.ceil(body.length / BLOCK) * BLOCK;
  const template = Buffer.alloc(BLOCK + padded);
  template.write('0000644\x000000000\x000000000\x00', 100, 'latin1');
  template.write(`${body.length.toString(8).padStart(11, '0')}\x0014524770400\x00        0`, 124, 'latin1');
  template.write('ustar\x0000', 257, 'latin1');
  template.write(body, BLOCK, 'latin1');
  const sum = template.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  const all = Buffer.alloc(names.length * template.length);
  for (const [i, name] of names.entries()) {
    const at = i * template.length;
    template.copy(all, at);
    const end = at + all.write(name, at, 'latin1');
    let withName = sum;
    for (let place = at; place < end; place++) withName += all[place] as number;
    all.write(`${withName.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
  return all;
}

const serial = (value: number) => String(value).padStart(3, '0');
const pathOf = (folder: number, file: number) => `d${serial(folder)}/f${serial(file)}`;
const end = Buffer.alloc(2 * BLOCK);

function imageOfAMillion(): Buffer {
  const files = Array.from({ length: FILES }, (_, i) => i);
  // Members one after the other are one gzip stream.
  const members = Array.from({ length: FOLDERS }, (_, folder) => {
    const names = files.map((file) => pathOf(folder, file));
    return gzipSync(entries(names, ''), { level: 1 });
  });
  const layer = Buffer.concat([...members, gzipSync(end)]);
  // No digest is checked here.
  const config = { rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] } };
  const manifest = '[{"Config":"c.json","RepoTags":["million:1"],"Layers":["layer.tar.gz"]}]';
  const outer = [
    entries(['c.json'], JSON.stringify(config)),
    entries(['manifest.json'], manifest),
    entries(['layer.tar.gz'], layer.toString('latin1')),
  ];
  return Buffer.concat([...outer, end]);
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
