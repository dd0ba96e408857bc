import { expect, test } from 'vitest';
import { visible, visibleSegments } from './visible.ts';

test('ordinary text, also non-Latin, is left alone', () => {
  for (const text of ['', 'nginx.conf', 'ação', '文件', 'שלום', '🔬']) expect(visible(text)).toBe(text);
});

test('control, bidi and invisible characters are spelled out', () => {
  expect(visible('a\u202egpj.exe')).toBe('a⟨202E⟩gpj.exe');
  expect(visible('line\nbreak\u0000')).toBe('line⟨000A⟩break⟨0000⟩');
  expect(visible('zero\u200bwidth\ufeff')).toBe('zero⟨200B⟩width⟨FEFF⟩');
  expect(visible('\ud800')).toBe('⟨D800⟩');
  expect(visible('tag\u{e0041}')).toBe('tag⟨E0041⟩');
});

test('in a block, line ends and tabs stay', () => {
  expect(visibleSegments('a\n\tb\u001b[0m', true)).toEqual([
    { text: 'a\n\tb', special: false },
    { text: '⟨001B⟩', special: true },
    { text: '[0m', special: false },
  ]);
});
