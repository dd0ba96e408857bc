import { expect, test } from 'vitest';
import type { LayerReport } from '../../engine/api.ts';
import { mostSlabs, stackRows } from './stack_rows.ts';

const stack = (sizes: number[], missing: number[] = []) =>
  sizes.map((size, index) => ({ index, size, state: missing.includes(index) ? 'missing' : 'complete' }) as LayerReport);
const numbers = (layers: LayerReport[]) => stackRows(layers).map((row) => row.layers.map(({ index }) => index));

test('one row for each layer, topmost first', () => {
  expect(numbers(stack([5, 6, 7]))).toEqual([[2], [1], [0]]);
  expect(stackRows([])).toEqual([]);
});

test('of a high stack the small ones in a row make a pack; none is lost', () => {
  const sizes = Array.from({ length: 127 }, (_, index) => (index % 20 === 0 ? 1000 + index : 1));
  const rows = numbers(stack(sizes));
  expect(rows.length).toBeLessThanOrEqual(mostSlabs + 1);
  expect(rows.flat()).toEqual(Array.from({ length: 127 }, (_, index) => 126 - index));
  expect(rows.filter((row) => row.length === 1).map(([index]) => index)).toEqual([120, 100, 80, 60, 40, 20, 0]);
});

test('a layer that is not there is not hidden in a pack', () => {
  const rows = numbers(stack(Array(40).fill(10), [25]));
  expect(rows).toContainEqual([25]);
});

test('all of one size, and all empty', () => {
  expect(numbers(stack(Array(127).fill(3))).flat()).toHaveLength(127);
  const rows = stackRows(stack([0, 0]));
  expect(rows.map(({ thickness }) => thickness)).toEqual([3, 3]);
});

test('thickness follows the size, within a bounded height', () => {
  const [top, base] = stackRows(stack([300, 100]));
  expect([top?.thickness, base?.thickness]).toEqual([3 + 38, 3 + 113]);
  for (const sizes of [[1], Array(14).fill(1e12), [1, 1e15]]) {
    const height = stackRows(stack(sizes)).reduce((sum, row) => sum + row.height, 0);
    expect(height).toBeLessThan(1000);
  }
});
