import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { onePage } from './single_file.ts';

const head = readFileSync(new URL('../index.html', import.meta.url), 'utf8').replace(
  /<script type="module"[^>]*>/,
  '<script type="module" crossorigin src="./assets/index.js"></script><link rel="stylesheet" href="./assets/index.css">$&',
);
const html = head.replace(/<script type="module" src="\.\/src[^>]*><\/script>/, '');
const parts = {
  script: 'const a = "$& $1";',
  style: 'p { margin: 0 }',
  icon: Buffer.from('<svg/>'),
  check: 'if ("$&") stop();',
  licenses: 'MIT --> <b>',
};

test('everything is inside, byte for byte, and the policy names it', () => {
  const page = onePage(html, parts);
  const [, script] = /<script type="module">([\s\S]*?)<\/script>/.exec(page) ?? [];
  expect(script).toBe(parts.script);
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(page).toContain(`script-src ${digest(parts.script)} ${digest(parts.check)} 'wasm-unsafe-eval'`);
  expect(page).toContain(`<script>${parts.check}</script>`);
  expect(page).not.toMatch(/(src|href)="(?!data:)/);
  expect(page).toMatch(/<!--\nMIT - -> <b>\n-->\n$/);
});

test('a page that changed its shape is refused rather than built wrong', () => {
  expect(() => onePage(html.replace('rel="icon"', 'rel="shortcut"'), parts)).toThrow(/exactly one/);
  expect(() => onePage(html.replace('http-equiv', 'name'), parts)).toThrow(/exactly one/);
});
