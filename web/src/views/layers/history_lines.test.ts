import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { historyLines, markdownTable, tsvTable } from './history_lines.ts';

test('every step, the last first; a layer without history comes on top', () => {
  const image = {
    history: [
      { created: 'c', createdBy: 'ADD', comment: 'base', emptyLayer: false, layer: 0 },
      { createdBy: 'ENV', emptyLayer: true, layer: null },
    ],
    layers: [{ index: 0, unpackedSize: 5 }, { index: 1 }],
  } as unknown as ImageReport;
  expect(historyLines(image)).toEqual([
    { created: '', createdBy: '', comment: '', layer: 1 },
    { created: '', createdBy: 'ENV', comment: '', layer: null },
    { created: 'c', createdBy: 'ADD', comment: 'base', layer: 0, size: 5 },
  ]);
});

test('tables hold whatever an instruction has in it', () => {
  expect(tsvTable(['a', 'b'], [['1\t2', 'x\ny']])).toBe('a\tb\n1 2\tx y');
  expect(markdownTable(['a', 'b'], [['x|y', 'one \n two']])).toBe('| a | b |\n| --- | --- |\n| x\\|y | one two |');
});
