import { expect, test } from 'vitest';
import { formatBytes, formatSignedBytes } from './bytes.ts';

const en = (bytes: number) => formatBytes(bytes, 'en').replace('\u00a0', ' ');

test('three significant digits and decimal units', () => {
  expect(en(0)).toBe('0 B');
  expect(en(999)).toBe('999 B');
  expect(en(1000)).toBe('1 kB');
  expect(en(1581)).toBe('1.58 kB');
  expect(en(74_812_345)).toBe('74.8 MB');
  expect(en(9_663_676_416)).toBe('9.66 GB');
});

test('a value that rounds up to a thousand moves to the next unit', () => {
  expect(en(999_499)).toBe('999 kB');
  expect(en(999_500)).toBe('1 MB');
  expect(en(999_999_999)).toBe('1 GB');
});

test('decimal comma and signs', () => {
  expect(formatBytes(1500, 'pt-BR')).toBe('1,5\u00a0kB');
  expect(formatSignedBytes(1500, 'en')).toBe('+1.5\u00a0kB');
  expect(formatSignedBytes(-1500, 'en')).toBe('−1.5\u00a0kB');
  expect(formatSignedBytes(0, 'en')).toBe('0\u00a0B');
});
