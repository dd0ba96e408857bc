import { expect, test, vi } from 'vitest';
import type { TreeRow, TreeWindow } from '../../engine/api.ts';
import { RowCache } from './row_cache.ts';

const windowOf = (first: number, count: number, name: string): TreeWindow => ({
  total: 1000,
  matches: 0,
  first,
  rows: Array.from({ length: count }, (_, i) => ({ name: `${name}${first + i}` }) as TreeRow),
});

test('asks once for a window and keeps it', async () => {
  const fetch = vi.fn(async (first: number, count: number) => windowOf(first, count, 'r'));
  const onRows = vi.fn();
  const cache = new RowCache(fetch, onRows, () => {});
  cache.request(60, 10);
  cache.request(60, 10);
  await vi.waitFor(() => expect(onRows).toHaveBeenCalledTimes(2));
  expect(fetch.mock.calls).toEqual([
    [0, 64],
    [64, 64],
  ]);
  expect(cache.total).toBe(1000);
  expect(cache.get(66)?.name).toBe('r66');
  expect(cache.get(500)).toBeUndefined();
  cache.request(60, 10);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('old rows stay until new ones arrive; late answers are dropped', async () => {
  const answers: ((window: TreeWindow) => void)[] = [];
  const cache = new RowCache(
    () => new Promise((resolve) => answers.push(resolve)),
    () => {},
    () => {},
  );
  cache.request(0, 10);
  answers[0]?.(windowOf(0, 64, 'a'));
  await Promise.resolve();
  expect(cache.getFresh(0)?.name).toBe('a0');
  cache.invalidate();
  expect(cache.get(0)?.name).toBe('a0');
  expect(cache.getFresh(0)).toBeUndefined();
  cache.request(0, 10);
  cache.invalidate();
  cache.request(0, 10);
  answers[2]?.(windowOf(0, 64, 'c'));
  await Promise.resolve();
  answers[1]?.(windowOf(0, 64, 'b'));
  await Promise.resolve();
  expect(cache.getFresh(0)?.name).toBe('c0');
});

test('forgets what was not used for long', async () => {
  const cache = new RowCache(
    async (first, count) => windowOf(first, count, 'r'),
    () => {},
    () => {},
  );
  for (let page = 0; page < 80; page++) {
    cache.request(page * 64, 1);
    await Promise.resolve();
    await Promise.resolve();
  }
  expect(cache.get(0)).toBeUndefined();
  expect(cache.get(79 * 64)?.name).toBe(`r${79 * 64}`);
});
