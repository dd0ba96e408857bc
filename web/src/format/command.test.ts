import { expect, test } from 'vitest';
import { commandLine } from './command.ts';

test('Entrypoint and Cmd make one line', () => {
  expect(commandLine(['/docker-entrypoint.sh'], ['nginx', '-g', 'daemon off;'])).toBe(
    "/docker-entrypoint.sh nginx -g 'daemon off;'",
  );
  expect(commandLine(null, undefined)).toBe('');
});

test('quotes, empty arguments and expansions are kept literal', () => {
  expect(commandLine(['echo', '', "it's", '$HOME'])).toBe("echo '' 'it'\\''s' '$HOME'");
});
