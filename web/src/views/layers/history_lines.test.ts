import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { historyLines } from './history_lines.ts';

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
