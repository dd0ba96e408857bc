import { expect, test } from 'vitest';
import { parseBytes, parseFloat64 } from './go_numbers.ts';

test.each([
  ['0.9', 0.9],
  ['.9', 0.9],
  ['1.', 1],
  ['+1e-2', 0.01],
  ['-0.1', -0.1],
  ['1_000.5', 1000.5],
  ['0x1p-1', 0.5],
  ['-0X.8p1', -1],
  ['0x_1_8p-4', 1.5],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['1e-999', 0],
])('ParseFloat takes %j', (text, value) => expect(parseFloat64(text)).toBe(value));

test.each([
  '',
  ' 0.9',
  '0.9 ',
  '90%',
  '0,9',
  '1e',
  'e5',
  '.',
  '0x10',
  '0x1',
  '0xp1',
  '1__0',
  '_1',
  '1_',
  '1e_5',
  '1e400',
  'true',
])('ParseFloat rejects %j', (text) => expect(parseFloat64(text)).toBeNull());

test.each([
  ['20MB', 20_000_000],
  ['19Mb', 19_000_000],
  ['20 mb ', 20_000_000],
  ['1MiB', 1_048_576],
  ['1mi', 1_048_576],
  ['1.5k', 1500],
  ['1,024', 1024],
  ['0.9', 0],
  ['.5kB', 500],
  ['5.', 5],
  ['7', 7],
  ['7B', 7],
  ['2TiB', 2 * 1024 ** 4],
  ['3pb', 3e15],
  ['1e', 1e18],
  ['15EiB', 15 * 1024 ** 6],
])('ParseBytes takes %j', (text, value) => expect(parseBytes(text)).toBe(value));

test.each(['', 'MB', '-1', '+1', ' 1', '1 MBit', '1e6', '1.2.3', '16EiB', '19EB', '٣MB', '1 toString', '.'])(
  'ParseBytes rejects %j',
  (text) => expect(parseBytes(text)).toBeNull(),
);
