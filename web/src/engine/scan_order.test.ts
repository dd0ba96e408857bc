/** In which order layers are scanned. */
import { expect, test } from 'vitest';
import type { BlobPlace } from './protocol.ts';
import { scanOrder } from './scan_order.ts';

const place = (id: number, size: number): BlobPlace => ({
  id,
  file: 0,
  offset: 0,
  size,
  sequential: false,
  sparse: false,
});

/** Blobs are numbered from the base on; the order is asked for as the engine does, the biggest first. */
function orderOf(sizes: number[], workers: number, layerBlobs = [...sizes.keys()]): number[] {
  const places = sizes.map((size, id) => place(id, size)).toSorted((a, b) => b.size - a.size);
  return scanOrder(places, layerBlobs, workers).map(({ id }) => id);
}

test('one worker reads from the base on, for the order changes nothing', () => {
  expect(orderOf([10, 300, 20, 40], 1)).toEqual([0, 1, 2, 3]);
});

test('layers of one size are read from the base on', () => {
  expect(orderOf([10, 10, 10, 10, 10, 10], 2)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a large layer on top is not left to the end', () => {
  expect(orderOf([10, 10, 10, 100], 2)).toEqual([0, 3, 1, 2]);
});

test('small layers at the base go before large ones where that fills the workers as well', () => {
  expect(orderOf([145, 161, 388, 268, 193, 170, 214, 74], 2)).toEqual([0, 1, 2, 3, 6, 4, 5, 7]);
});

test('a blob that several layers share is read once, one that no layer has as well', () => {
  expect(orderOf([10, 10, 10], 1, [1, 0, 1, -1])).toEqual([1, 0, 2]);
  expect(orderOf([], 2)).toEqual([]);
});
