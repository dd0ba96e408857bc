import { expect, test } from 'vitest';
import type { Ledger } from '../../engine/api.ts';
import { largestWaste } from './waste.ts';

const ledger = (byReason: object, top: object[] = []) => ({ byReason, top }) as unknown as Ledger;

test('the reason that costs most, and the layer that hid most of that', () => {
  const top = [
    { reason: 'opaque', deadLayer: 1, bytes: 30 },
    { reason: 'deleted-dir', deadLayer: 2, bytes: 20 },
    { reason: 'deleted-dir', layer: 0, deadLayer: 4, bytes: 15 },
    { reason: 'deleted-dir', layer: 0, deadLayer: 4, bytes: 15 },
  ];
  expect(largestWaste(ledger({ opaque: { bytes: 30 }, 'deleted-dir': { bytes: 50 } }, top))).toEqual({
    reason: 'deleted-dir',
    bytes: 50,
    layer: 4,
  });
});

test('nothing wasted; wasted without a list', () => {
  expect(largestWaste(ledger({}))).toBeNull();
  expect(largestWaste(ledger({ opaque: { bytes: 0 } }))).toBeNull();
  expect(largestWaste(ledger({ opaque: { bytes: 3 } }))).toEqual({ reason: 'opaque', bytes: 3, layer: null });
});
