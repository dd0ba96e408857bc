import { expect, test } from 'vitest';
import { jsonTokens } from './json_tokens.ts';

const kinds = (text: string) =>
  jsonTokens(text)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text: piece }) => [kind, piece]);

test('keys, strings, numbers and words', () => {
  expect(kinds('{"a \\" b": ["x: y", -1.5e3, true, null]}')).toEqual([
    ['key', '"a \\" b"'],
    ['string', '"x: y"'],
    ['number', '-1.5e3'],
    ['word', 'true'],
    ['word', 'null'],
  ]);
});

test.each(['', '{}', '{"a":"b\\\\","c":1}', '["cut off in the mid', '["\\'])(
  'pieces of %s make the text again',
  (text) => {
    expect(
      jsonTokens(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
  },
);
