import { describe, expect, test } from 'vitest';
import { highlight, type Line } from './highlight.ts';
import { languageOf } from './languages.ts';
import { diffOf } from './line_diff.ts';

describe('the language of a text', () => {
  test.for([
    ['nginx.conf', '', 'nginx'],
    ['default.conf', '# x\nserver {\n  listen 80;\n}\n', 'nginx'],
    ['000-default.conf', '<VirtualHost *:80>\n', 'apache'],
    ['sysctl.conf', 'a = b\n', 'ini'],
    ['Dockerfile', '', 'dockerfile'],
    ['package.json', '{}', 'json'],
    ['Main.JAVA', '', 'java'],
    ['os-release', 'ID=x', 'properties'],
    ['run', '#!/bin/sh\n', 'bash'],
    ['run', '#!/usr/bin/env python3\n', 'python'],
    ['run', '#!/usr/bin/env -S node --flag\n', 'javascript'],
    ['x', '<?xml version="1.0"?><a/>', 'xml'],
    ['x', ' {"a": 1}\n', 'json'],
    ['x', '[Unit]\nA=b\n', 'ini'],
    ['x', 'just words', null],
    ['README', 'just words', null],
    ['constructor', 'x', null],
    ['.constructor', 'x', null],
  ])('%s %j is %s', ([name, text, language]) => {
    expect(languageOf(name as string, text as string)).toBe(language);
  });
});

const textOf = (lines: readonly Line[]) => lines.map((line) => line.map(([text]) => text).join('')).join('\n');

describe('highlighting', () => {
  const samples: Record<string, string> = {
    'a.sh': '#!/bin/sh\nif [ "$A" = 1 ]; then # why\n  echo "x $B y"\nfi\n',
    'a.html': '<p class="x">&amp; <script>let a = 1</script>\n<!-- \n c -->',
    'a.ts': 'const a = "x" + `y`;\n/* over\n lines */\n',
    'a.yaml': 'a: 1\nb:\n  - "c"\n',
    'a.md': '# Title\n\n```js\nlet a\n```\n',
  };
  test.for(Object.entries(samples))('of %s loses no character', ([name, text]) => {
    expect(textOf(highlight(name, text)?.lines ?? [])).toBe(text);
  });

  test('colours what the grammar finds, across lines', () => {
    expect(highlight('a.ts', 'const a = 1;\n/* x\ny */')).toEqual({
      language: 'TypeScript',
      lines: [
        [
          ['const', 'keyword'],
          [' a = ', ''],
          ['1', 'value'],
          [';', ''],
        ],
        [['/* x', 'comment']],
        [['y */', 'comment']],
      ],
    });
  });

  test('leaves a text of no known language alone', () => {
    expect(highlight('notes', 'hello')).toBeNull();
  });
});

describe('the difference of two texts', () => {
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join('');

  test('names added and removed lines with their numbers', () => {
    expect(diffOf('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual({
      added: 2,
      removed: 1,
      lines: [
        { change: 'same', text: 'a', before: 1, after: 1 },
        { change: 'removed', text: 'b', before: 2 },
        { change: 'added', text: 'B', after: 2 },
        { change: 'same', text: 'c', before: 3, after: 3 },
        { change: 'added', text: 'd', after: 4 },
      ],
    });
  });

  test('folds what is equal and far from any change', () => {
    const diff = diffOf(numbers(1, 100), `${numbers(1, 50)}new\n${numbers(51, 100)}`);
    expect(diff?.lines.map((line) => (line.change === 'gap' ? line.lines : line.text))).toEqual([
      47,
      '48',
      '49',
      '50',
      'new',
      '51',
      '52',
      '53',
      47,
    ]);
  });

  test('of equal texts is one gap', () => {
    expect(diffOf('a\nb\nc\n', 'a\nb\nc\n')).toEqual({ added: 0, removed: 0, lines: [{ change: 'gap', lines: 3 }] });
  });

  test('gives up where too much differs', () => {
    expect(diffOf(numbers(1, 50), numbers(101, 150), 20)).toBeNull();
  });
});
