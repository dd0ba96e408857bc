import { describe, expect, test } from 'vitest';
import { maxHeight, rowHeight, rowsPerPage, scrollHeight, scrollToRow, visibleRows } from './scroll_map.ts';

describe('a short tree scrolls pixel by pixel', () => {
  const viewport = { total: 1000, height: 260 };

  test('first and last rows', () => {
    expect(scrollHeight(viewport)).toBe(26_000);
    expect(visibleRows(0, viewport)).toEqual({ first: 0, count: 11, shift: 0 });
    expect(visibleRows(13, viewport)).toEqual({ first: 0, count: 11, shift: 13 });
    expect(visibleRows(26_000 - 260, viewport)).toEqual({ first: 990, count: 10, shift: 0 });
  });

  test('a far row comes to the middle', () => {
    expect(scrollToRow(500, 0, viewport)).toBe(500 * 26 - 117);
    expect(scrollToRow(0, 20_000, viewport)).toBe(0);
    expect(scrollToRow(999, 0, viewport)).toBe(26_000 - 260);
  });

  test('a near one with the least movement', () => {
    expect(scrollToRow(5, 0, viewport)).toBe(0);
    expect(scrollToRow(10, 0, viewport)).toBe(26);
    expect(scrollToRow(3, 260, viewport)).toBe(78);
  });
});

describe('half a million rows and more', () => {
  const viewport = { total: 5_000_000, height: 700 };
  const bottom = maxHeight - viewport.height;

  test('the scroll bar is capped, and its ends are the ends of the tree', () => {
    expect(scrollHeight(viewport)).toBe(maxHeight);
    expect(visibleRows(0, viewport).first).toBe(0);
    const end = visibleRows(bottom, viewport);
    expect(end.first + end.count).toBe(viewport.total);
  });

  test('every row can be reached', () => {
    for (const index of [0, 1, 77, 123_456, 2_500_000, 4_999_998, 4_999_999]) {
      for (const from of [0, bottom / 2, bottom]) {
        const { first, count, shift } = visibleRows(scrollToRow(index, from, viewport), viewport);
        expect(index).toBeGreaterThanOrEqual(first);
        expect(index).toBeLessThan(first + count);
        const y = (index - first) * rowHeight - shift;
        expect(y).toBeGreaterThan(-0.01);
        expect(y + rowHeight).toBeLessThan(viewport.height + 0.01);
      }
    }
  });
});

test('fewer rows than fit, and none', () => {
  expect(visibleRows(0, { total: 3, height: 260 })).toEqual({ first: 0, count: 3, shift: 0 });
  expect(visibleRows(50, { total: 3, height: 260 })).toEqual({ first: 0, count: 3, shift: 0 });
  expect(visibleRows(0, { total: 0, height: 260 })).toEqual({ first: 0, count: 0, shift: 0 });
  expect(rowsPerPage({ total: 3, height: 10 })).toBe(1);
});
