/** Rules files that nobody would write: whatever the text, it is rules or NotRules. */
import { expect, test } from 'vitest';
import { applyRules, NotRules, RULE_NAMES, readRules } from './dive_rules.ts';

const FILES = [
  'rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 20MB\n  highestUserWastedPercent: 0.20\n',
  'base: &base\n  lowest-efficiency: "0.1"\nrules:\n  <<: *base\n',
  "rules: {lowestEfficiency: false, highestWastedBytes: 'off'}\n---\nrules: []\n",
  '? rules\n: ? highestWastedBytes\n  : |-\n    1 GB\n  ? [a, {b: !!str c}]\n  : ~\n',
  '%YAML 1.2\n%TAG ! tag:example,2000:\n--- !a # comment\nrules: >2\n   folded\n...\n',
];
// What YAML gives a meaning to.
const PIECES = [
  ...[
    '\n',
    ' ',
    '\t',
    '  ',
    ': ',
    '- ',
    '? ',
    '#',
    '&a ',
    '*a',
    '<<: ',
    '!',
    '!!null ',
    '|',
    '>-',
    '%YAML 9\n',
    '---\n',
    '...\n',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '\\',
    '\\x',
    '\\u{',
    '@',
    '`',
    '~',
    '\r',
    '\0',
    '\ufeff',
    '\ud800',
    '\u2028',
    '__proto__: ',
    'constructor',
  ],
  ...['rules: ', 'lowestEfficiency: ', '0.9', '-1', '1e999', 'NaN', '99EiB', '0x_1', '.inf', '1_0'],
];
const INPUTS = 10_000;
const FRESH_MS = 5_000;
/** Whoever has to repeat a failure names the seed that its message tells. */
const FRESH_SEED = Number(process.env.IMAGE_ANATOMY_SEED ?? Date.now());
const score = { efficiency: 0.98, wastedBytes: 32025, userWastedPercent: null, sizeBytes: 1_220_598 };

/** mulberry32: the same numbers whenever the seed is the same. */
function numbersFrom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function mutated(text: string, number: (below: number) => number): string {
  const at = number(text.length + 1);
  const end = at + number(12);
  switch (number(5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at, end).repeat(number(30)) + text.slice(end);
    case 2:
      return text.slice(0, at) + String.fromCharCode(number(0x180)) + text.slice(at + 1);
    case 3: {
      const other = FILES[number(FILES.length)] ?? '';
      return text.slice(0, at) + other.slice(number(other.length));
    }
    default:
      return text.slice(0, at) + (PIECES[number(PIECES.length)] ?? '').repeat(1 + number(3)) + text.slice(at);
  }
}

/** Whether the file that `seed` makes was read as rules. */
function isRead(seed: number): boolean {
  const number = numbersFrom(seed);
  let text = FILES[number(FILES.length)] ?? '';
  for (let mutations = 1 + number(8); mutations > 0; mutations--) text = mutated(text, number);
  try {
    const { rules } = readRules(text);
    expect(Object.keys(rules)).toHaveLength(RULE_NAMES.length);
    expect(applyRules(rules, score).map(({ name }) => name)).toEqual(RULE_NAMES);
    return true;
  } catch (error) {
    if (error instanceof NotRules) return false;
    throw new Error(`IMAGE_ANATOMY_SEED=${seed} makes ${JSON.stringify(text)}`, { cause: error });
  }
}

test(`${INPUTS} mutated files`, { timeout: 120_000 }, () => {
  let read = 0;
  for (let seed = 0; seed < INPUTS; seed++) if (isRead(seed)) read++;
  // Both happen often, or the mutations are no good.
  expect(read).toBeGreaterThan(INPUTS / 20);
  expect(read).toBeLessThan(INPUTS - INPUTS / 20);
});

test(`others in every run, for ${FRESH_MS / 1000} s`, { timeout: 120_000 }, () => {
  const end = Date.now() + FRESH_MS;
  for (let seed = FRESH_SEED; Date.now() < end; seed++) isRead(seed);
});
