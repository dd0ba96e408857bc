/** What dive's CI mode does, by its sources (runtime/ci and cmd/dive/cli) from 0.10 to 0.13. */
import { describe, expect, test } from 'vitest';
import type { DiveScore } from '../../web/src/engine/api.ts';
import { applyRules, DEFAULT_RULES, NotRules, type Rules, readRules } from './dive_rules.ts';

const score: DiveScore = { efficiency: 0.98, wastedBytes: 32025, userWastedPercent: 0.48, sizeBytes: 1_220_598 };

function statuses(rules: Partial<Rules>, of = score) {
  return Object.fromEntries(applyRules({ ...DEFAULT_RULES, ...rules }, of).map(({ name, status }) => [name, status]));
}

const rulesIn = (text: string) => readRules(text).rules;

describe('reading', () => {
  test.each([
    ['as dive init writes them', 'rules:\n  lowestEfficiency: 0.95\n', { lowestEfficiency: '0.95' }],
    ['quoted', 'rules:\n  lowestEfficiency: "0.95"\n', { lowestEfficiency: '0.95' }],
    ['numbers as they are written', 'rules:\n  highestUserWastedPercent: 0.20\n', { highestUserWastedPercent: '0.20' }],
    ['any case', 'Rules:\n  LOWESTEFFICIENCY: 1\n', { lowestEfficiency: '1' }],
    [
      'kebab-case',
      'rules:\n  lowest-efficiency: 0.5\n  highest-wasted-bytes: 20MB\n',
      {
        lowestEfficiency: '0.5',
        highestWastedBytes: '20MB',
      },
    ],
    ['as 0.13.0 had it', 'rules:\n  lowest-efficiency-threshold: 0.5\n', { lowestEfficiency: '0.5' }],
    ['nothing behind the colon', 'rules:\n  lowestEfficiency:\n  highestWastedBytes: ~\n', {}],
    ['an empty text', 'rules:\n  lowestEfficiency: ""\n', { lowestEfficiency: '' }],
    [
      'booleans as text',
      'rules: {lowestEfficiency: false, highestWastedBytes: off}',
      {
        lowestEfficiency: 'false',
        highestWastedBytes: 'off',
      },
    ],
    ['aliases and merges', 'base: &base\n  lowestEfficiency: 0.1\nrules:\n  <<: *base\n', { lowestEfficiency: '0.1' }],
    ['a list where a value belongs', 'rules:\n  lowestEfficiency: [0.9]\n', { lowestEfficiency: '["0.9"]' }],
    ['an empty file', '', {}],
    ['only comments', '# nothing\n', {}],
    ['no rules in it', 'other: 1\n', {}],
    ['keys that are maps, not too deep', `${'? '.repeat(99)}x`, {}],
    ['and in brackets', `${'{'.repeat(48)}a${'}: 1'.repeat(48)}`, {}],
    ['empty rules', 'rules:\n', {}],
    [
      'of two documents the first',
      'rules: {lowestEfficiency: 0.1}\n---\nrules: {lowestEfficiency: 0.2}\n',
      {
        lowestEfficiency: '0.1',
      },
    ],
  ])('%s', (_, text, expected) => expect(rulesIn(text)).toEqual({ ...DEFAULT_RULES, ...expected }));

  test('keys that name no rule are told', () => {
    expect(readRules('rules:\n  lowestEficiency: 1\n  __proto__: 2\n')).toEqual({
      rules: DEFAULT_RULES,
      unknown: ['lowestEficiency', '__proto__'],
    });
  });

  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (let i = 1; i < 12; i++) {
    const last = String.fromCharCode(96 + i);
    const name = String.fromCharCode(97 + i);
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${last}`).join(',')}]`);
  }

  test.each([
    ['no YAML', 'rules: {lowestEfficiency: 0.9'],
    ['a key twice', 'rules:\n  lowestEfficiency: 1\n  lowestEfficiency: 0\n'],
    ['a text', 'just a text'],
    ['a list', '- rules\n'],
    ['rules that are a list', 'rules:\n  - lowestEfficiency: 1\n'],
    ['rules that are a text', 'rules: none\n'],
    ['an alias of nothing', 'rules: *nothing\n'],
    ['aliases of aliases', bomb.join('\n')],
    ['deep nesting', '['.repeat(60_000)],
    ['deep nesting of lists', '- '.repeat(30_000)],
    ['keys that are maps', '? '.repeat(500)],
    ['a document of tags', '!a '.repeat(20_000)],
    ['a huge file', `rules:\n${'#'.repeat(100_000)}\n`],
    ['bytes', '\u0000\u0001\ufffd'],
  ])('no rules: %s', (_, text) => {
    const start = performance.now();
    expect(() => readRules(text)).toThrow(NotRules);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('applying', () => {
  test('the defaults', () => {
    expect(statuses({})).toEqual({
      highestUserWastedPercent: 'fail',
      highestWastedBytes: 'skip',
      lowestEfficiency: 'pass',
    });
  });

  test('only strict excess fails', () => {
    const equal = { lowestEfficiency: '0.98', highestWastedBytes: '32025', highestUserWastedPercent: '0.48' };
    expect(Object.values(statuses(equal))).toEqual(['pass', 'pass', 'pass']);
    const less = { lowestEfficiency: '0.9800001', highestWastedBytes: '32024', highestUserWastedPercent: '0.47999' };
    expect(Object.values(statuses(less))).toEqual(['fail', 'fail', 'fail']);
  });

  test.each(['disabled', 'off', 'false', '', '  ', ' Disabled ', 'OFF', 'False'])('%j switches a rule off', (value) => {
    const all = { lowestEfficiency: value, highestWastedBytes: value, highestUserWastedPercent: value };
    expect(Object.values(statuses(all))).toEqual(['skip', 'skip', 'skip']);
  });

  test.each(['1.1', '-0.1', 'not_a_number', 'inf', 'NaN', '50%', 'no', '["0.9"]', '0.9 '])(
    '%j is no share',
    (value) => {
      expect(statuses({ lowestEfficiency: value }).lowestEfficiency).toBe('misconfigured');
      expect(statuses({ highestUserWastedPercent: value }).highestUserWastedPercent).toBe('misconfigured');
    },
  );

  test.each(['not_a_size', '-1', '1e6', '20 apples', '99EiB'])('%j is no number of bytes', (value) => {
    expect(statuses({ highestWastedBytes: value }).highestWastedBytes).toBe('misconfigured');
  });

  test('the ends of the range are in it', () => {
    expect(statuses({ lowestEfficiency: '0', highestUserWastedPercent: '1' })).toMatchObject({
      lowestEfficiency: 'pass',
      highestUserWastedPercent: 'pass',
    });
  });

  test('without bytes above the base layer', () => {
    const single = { ...score, userWastedPercent: null, wastedBytes: 0 };
    const [user] = applyRules(DEFAULT_RULES, single);
    expect(user).toMatchObject({ status: 'pass', message: expect.stringContaining('base layer') });
    expect(statuses({}, { ...single, wastedBytes: 5 }).highestUserWastedPercent).toBe('fail');
  });

  test('what failed says by how much', () => {
    expect(applyRules({ ...DEFAULT_RULES, highestWastedBytes: '20kB' }, score).map(({ message }) => message)).toEqual([
      'too many bytes wasted, relative to the user bytes added (%-user-wasted-bytes=0.48 > threshold=0.1)',
      'too many bytes wasted (wasted-bytes=32025 > threshold=20000)',
      undefined,
    ]);
  });
});
