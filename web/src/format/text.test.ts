import { expect, test } from 'vitest';
import { decodeText } from './text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('UTF-8 is text, binary is not', () => {
  expect(decodeText(utf8('user nginx;\r\nação\n'), false)).toBe('user nginx;\nação\n');
  expect(decodeText(new Uint8Array(), false)).toBe('');
  expect(decodeText(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0), false)).toBeNull();
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41), false)).toBeNull();
  expect(decodeText(utf8('\u0001\u0002\u0003abc'), false)).toBeNull();
});

test('a character cut at the end of the preview does not make it binary', () => {
  const cut = utf8('aé').subarray(0, 2);
  expect(decodeText(cut, true)).toBe('a');
  expect(decodeText(cut, false)).toBeNull();
});
