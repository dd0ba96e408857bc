import { expect, test } from 'vitest';
import type { Ledger } from '../../engine/api.ts';
import { diveDifference } from './dive_difference.ts';

const ledger = (dead: number, byReason: Ledger['byReason']): Ledger => ({
  live: 100,
  dead,
  efficiency: 0,
  byReason,
  steps: [],
  top: [],
});
const dive = (wastedBytes: number) => ({ efficiency: 0, wastedBytes, userWastedPercent: null, sizeBytes: 0 });

test('what dive leaves out and what it counts besides lead from one number to the other', () => {
  const books = ledger(60, {
    'deleted-dir': { bytes: 30, files: 2 },
    opaque: { bytes: 0, files: 1 },
    'rewritten-different': { bytes: 30, files: 1 },
  });
  const difference = diveDifference(books, dive(75));
  expect(difference).toEqual({
    ours: 60,
    dive: 75,
    notCounted: [{ reason: 'deleted-dir', bytes: 30 }],
    kept: 45,
  });
});

test('no waste either way has nothing to explain', () => {
  expect(diveDifference(ledger(0, {}), dive(0))).toEqual({ ours: 0, dive: 0, notCounted: [], kept: 0 });
});

test('dive may also miss what is hidden by other means', () => {
  expect(diveDifference(ledger(10, { 'type-replaced': { bytes: 10, files: 1 } }), dive(0)).kept).toBe(-10);
});
