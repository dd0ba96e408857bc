import { expect, test } from 'vitest';
import { cutTo, displayWidth } from './display_width.ts';

test.each([
  ['', 0],
  ['nginx.conf', 10],
  ['ação', 4],
  ['e\u0301', 1],
  ['文件', 4],
  ['한글', 4],
  ['🔬x', 3],
  ['ｗ', 2],
])('%j', (text, width) => expect(displayWidth(text)).toBe(width));

test('cut where the columns end', () => {
  expect(cutTo(5, 'abcde')).toBe('abcde');
  expect(cutTo(4, 'abcde')).toBe('abc…');
  expect(cutTo(4, '文件名')).toBe('文…');
});
