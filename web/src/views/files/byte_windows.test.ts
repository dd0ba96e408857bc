import { describe, expect, test } from 'vitest';
import { ByteWindows, windowBytes } from './byte_windows.ts';

function make(size = 10 * windowBytes) {
  const reads: number[] = [];
  const failures: unknown[] = [];
  const state = { broken: false };
  const windows = new ByteWindows(
    async (from, limit) => {
      reads.push(from / windowBytes);
      if (state.broken) throw new Error('gone');
      return new Uint8Array(Math.max(0, Math.min(limit, size - from))).fill(from / windowBytes);
    },
    () => undefined,
    (error) => failures.push(error),
  );
  return { windows, reads, failures, state };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('byte windows', () => {
  test('read what is wanted once, and give it', async () => {
    const { windows, reads } = make();
    windows.want(windowBytes - 8, windowBytes + 8);
    expect(windows.isWaiting(0)).toBe(true);
    await settled();
    windows.want(0, 8);
    await settled();
    expect(reads).toEqual([0, 1]);
    expect([...windows.get(windowBytes, 2)]).toEqual([1, 1]);
    expect(windows.get(windowBytes - 1, 16)).toHaveLength(1);
    expect(windows.isWaiting(0)).toBe(false);
  });

  test('pass over what is out of sight before its turn', async () => {
    const { windows, reads } = make();
    windows.want(0, 1);
    windows.want(3 * windowBytes, 3 * windowBytes + 1);
    windows.want(7 * windowBytes, 7 * windowBytes + 1);
    await settled();
    expect(reads).toEqual([0, 7]);
  });

  test('keep few, those used last', async () => {
    const { windows, reads } = make(100 * windowBytes);
    for (let index = 0; index < 20; index++) {
      windows.want(0, 1);
      windows.want(index * windowBytes, index * windowBytes + 1);
      await settled();
    }
    windows.want(0, 1);
    windows.want(19 * windowBytes, 19 * windowBytes + 1);
    windows.want(windowBytes, windowBytes + 1);
    await settled();
    expect(reads).toEqual([...Array.from({ length: 20 }, (_, i) => i), 1]);
  });

  test('say what cannot be read, and do not try again', async () => {
    const { windows, reads, failures, state } = make();
    state.broken = true;
    windows.want(0, 1);
    await settled();
    windows.want(0, 1);
    await settled();
    expect(reads).toEqual([0]);
    expect(failures).toHaveLength(1);
    expect(windows.isWaiting(0)).toBe(false);
  });
});
