/** Names that a terminal would obey: no command writes them as they are, neither for people nor for programs. */
import { expect, test } from 'vitest';
import { CASES } from '../../web/src/engine/testing.ts';
import { run } from './testing.ts';

const image = `${CASES}T9.docker.tar`;
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test.each([['inspect'], ['inspect', '--json'], ['tree'], ['tree', '--json'], ['history'], ['digests'], ['check']])(
  '%s %s',
  (command, ...options) => {
    const { text, error } = run([command, image, ...options]);
    expect(text).not.toBe('');
    expect(text + error).not.toMatch(obeyed);
  },
);

test('as JSON the names are what they were', () => {
  const { text } = run(['tree', image, '--json']);
  const paths = (JSON.parse(text) as { entries: { path: string }[] }).entries.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['/rlo-\u202Egpj.exe', '/esc-\u001B[31m', '/nl-\nx']));
});
