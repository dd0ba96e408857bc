import { expect, test } from 'vitest';
import { groupDiagnostics } from './group_diagnostics.ts';

test('one group for each code, the gravest first', () => {
  const groups = groupDiagnostics([
    { code: 'whiteout-of-nothing', severity: 'info', message: '', path: '/a' },
    { code: 'trailing-data', severity: 'warning', message: '' },
    { code: 'whiteout-of-nothing', severity: 'info', message: '', path: '/b' },
    { code: 'layer-damaged', severity: 'error', message: '', layer: 1 },
  ]);
  expect(groups.map(({ code, items }) => [code, items.length])).toEqual([
    ['layer-damaged', 1],
    ['trailing-data', 1],
    ['whiteout-of-nothing', 2],
  ]);
});
