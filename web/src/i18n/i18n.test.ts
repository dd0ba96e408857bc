import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { remarkFor, wordsFor } from '../views/problems/words.ts';
import { languages, loadMessages, preferredLanguage } from './index.ts';
import { catalogues, i18nFor } from './testing.ts';

/** Every text with its place in the catalogue; functions are called with sample words. */
function texts(node: object, place = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const here = `${place}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, value(2, '2')]];
    return texts(value, here);
  });
}

describe.each(languages)('%s', (language) => {
  const all = texts(catalogues[language]);

  test('the catalogue that is loaded is its own', async () => {
    expect(await loadMessages(language)).toBe(catalogues[language]);
  });

  test('no text is empty or begins or ends with a space', () => {
    // An unchanged entry has no letter, and nothing needs to be said of an ordinary image.
    const bad = all.filter(
      ([place, text]) => text.trim() !== text || (text === '' && !/unmodified|kindNotes\.image/.test(place)),
    );
    expect(bad).toEqual([]);
  });

  test('every code of the engine is worded', () => {
    const source = readFileSync(new URL('../../../wasm/engine/base/error.cc', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/\{Code::k\w+, "([a-z0-9-]+)"/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !remarkFor(catalogues[language], code))).toEqual([]);
  });

  test('every code that the page itself gives is worded', () => {
    const folder = new URL('..', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?<!\.test)\.tsx?$/.test(path),
    );
    const codes = files.flatMap((path) =>
      [...readFileSync(new URL(path, folder), 'utf8').matchAll(/code: [^,;]*?'([a-z]+(?:-[a-z]+)+)'/g)].map(
        ([, code = '']) => code,
      ),
    );
    expect(codes).toEqual(
      expect.arrayContaining(['view-failed', 'module-failed', 'permission-denied', 'worker-failed']),
    );
    expect(codes.filter((code) => !wordsFor(catalogues[language], code))).toEqual([]);
  });
});

test('the catalogues differ: nothing long was left untranslated', () => {
  const english = new Map(texts(catalogues.en));
  const same = texts(catalogues['pt-BR']).filter(([place, text]) => text.length > 20 && english.get(place) === text);
  expect(same).toEqual([]);
});

test('the language follows the browser', () => {
  expect(preferredLanguage(['pt-PT', 'en'])).toBe('pt-BR');
  expect(preferredLanguage(['de', 'pt-BR', 'en'])).toBe('pt-BR');
  expect(preferredLanguage(['de-DE', 'fr'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

test('numbers and dates', () => {
  const en = i18nFor('en').format;
  const pt = i18nFor('pt-BR').format;
  expect(en.day(1_790_899_200)).toBe('2026-10-02');
  expect(pt.day(1_790_899_200)).toBe('02/10/2026');
  expect(en.timestamp('not a date')).toBe('not a date');
  expect(en.timestamp('2026-10-02T01:02:03.123456789Z')).toContain('2026');
  expect(en.day(1e18)).toBe(en.number(1e18));
  expect(pt.number(6230)).toBe('6.230');
});
