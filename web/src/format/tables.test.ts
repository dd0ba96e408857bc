import { expect, test } from 'vitest';
import { markdownTable, tsvTable } from './tables.ts';

test('a table to copy has one line for each row, whatever is in it', () => {
  expect(
    tsvTable([
      ['A', 'one'],
      ['B', 'two\tthree\nfour\\'],
    ]),
  ).toBe('A\tone\nB\ttwo\\tthree\\nfour\\\\');
});

test('nothing in a cell is Markdown', () => {
  const rows = [
    ['a', 'b'],
    ['x|y', 'one \n two <b>'],
  ];
  expect(markdownTable(rows)).toBe('| a | b |\n| --- | --- |\n| x\\|y | one two \\<b\\> |');
});
