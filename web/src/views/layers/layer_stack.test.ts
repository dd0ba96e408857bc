import { expect, test } from 'vitest';
import type { HistoryReport, ImageReport, LayerReport } from '../../engine/api.ts';
import { layerStack, shareOf } from './layer_stack.ts';

const layer = (index: number) => ({ index, size: 1 }) as LayerReport;
const step = (createdBy: string, made: number | null): HistoryReport => ({
  createdBy,
  emptyLayer: made === null,
  layer: made,
});
const stack = (layers: number, history: HistoryReport[]) =>
  layerStack({ layers: Array.from({ length: layers }, (_, i) => layer(i)), history } as ImageReport).map((item) =>
    item.kind === 'layer' ? `${item.layer.index} ${item.history?.createdBy ?? '-'}` : item.history.createdBy,
  );

test('topmost first, with the steps between', () => {
  expect(stack(2, [step('ADD', 0), step('ENV', null), step('RUN', 1), step('CMD', null)])).toEqual([
    'CMD',
    '1 RUN',
    'ENV',
    '0 ADD',
  ]);
});

test('no history, a short one, one that names layers that are not there', () => {
  expect(stack(2, [])).toEqual(['1 -', '0 -']);
  expect(stack(3, [step('RUN', 1)])).toEqual(['2 -', '1 RUN', '0 -']);
  expect(stack(1, [step('ADD', 0), step('RUN', 1), step('RUN', 7)])).toEqual(['0 ADD']);
});

test('shares make a staircase; deleting goes back', () => {
  expect(shareOf({ contribution: 60, cumulative: 60 }, 100)).toEqual({ start: 0, width: 0.6, negative: false });
  expect(shareOf({ contribution: 40, cumulative: 100 }, 100)).toEqual({ start: 0.6, width: 0.4, negative: false });
  expect(shareOf({ contribution: -10, cumulative: 90 }, 100)).toEqual({ start: 0.9, width: 0.1, negative: true });
  expect(shareOf({ contribution: 0, cumulative: 0 }, 0).width).toBe(0);
});
