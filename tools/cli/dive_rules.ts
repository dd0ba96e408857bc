/**
 * Efficiency rules as dive's CI mode has them: read from a `.dive-ci` file, applied to the dive-compatible score.
 *
 * What dive 0.10 to 0.13 agree on is done as they do. Where they differ: keys are taken in any case and spelling (up to 0.12
 * `lowestEfficiency` in any case, in 0.13 exactly so or `lowest-efficiency`), and what switches a rule off is 0.13's list
 * (before, only `disabled`). A value that cannot be used fails the check in all of them; here the other rules are applied as well.
 */
import { CST, Lexer, parseDocument } from 'yaml';
import type { DiveScore } from '../../web/src/engine/api.ts';
import { parseBytes, parseFloat64 } from './go_numbers.ts';

export const RULE_NAMES = ['highestUserWastedPercent', 'highestWastedBytes', 'lowestEfficiency'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** The values as text, the way they are written in the file. */
export type Rules = Record<RuleName, string>;

export const DEFAULT_RULES: Rules = {
  highestUserWastedPercent: '0.1',
  highestWastedBytes: 'disabled',
  lowestEfficiency: '0.9',
};

export type RuleStatus = 'pass' | 'fail' | 'skip' | 'misconfigured';

export interface RuleResult {
  name: RuleName;
  value: string;
  status: RuleStatus;
  /** Why, in English; always there for what is not a plain pass. */
  message?: string;
}

/** The file is no rules file at all: no YAML, or something else than a map of rules. */
export class NotRules extends Error {}

export interface ReadRules {
  rules: Rules;
  /** Keys below `rules` that name no rule; dive passes over them in silence. */
  unknown: string[];
}

/**
 * A rules file is a dozen lines. YAML is a language in which a few kilobytes can take gigabytes, hours, or the parser's whole stack: what
 * is longer or has more brackets, keys and list items than any such file needs is not parsed.
 */
const LONGEST_FILE = 64 * 1024;
const MOST_TOKENS = 4000;
const MOST_STRUCTURE = 100;
const MOST_ALIASES = 100;
const structure = ['flow-seq-start', 'flow-map-start', 'seq-item-ind', 'explicit-key-ind', 'map-value-ind'];

const spellings = new Map<string, RuleName>([
  ...RULE_NAMES.map((name) => [name.toLowerCase(), name] as const),
  // As 0.13.0 had it.
  ['lowestefficiencythreshold', 'lowestEfficiency'],
]);

/** Throws NotRules. */
export function readRules(text: string): ReadRules {
  const rules = { ...DEFAULT_RULES };
  const unknown: string[] = [];
  for (const [key, value] of entriesOf(ruleMap(parse(text)), 'rules')) {
    const name = spellings.get(key.toLowerCase().replaceAll('-', ''));
    if (!name) unknown.push(key);
    // Nothing behind the colon is as if the line were not there.
    else if (value !== null) rules[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return { rules, unknown };
}

/** All scalars as the text that is in the file: `0.90` stays that, and `off` is no boolean. */
function parse(text: string): unknown {
  if (isExcessive(text)) throw new NotRules('It is too long or too nested for a file of rules.');
  try {
    const document = parseDocument(text, { schema: 'failsafe', customTags: ['null', 'merge'], logLevel: 'silent' });
    const [error] = document.errors;
    // Of several documents the first counts.
    if (error && error.code !== 'MULTIPLE_DOCS') throw new NotRules(error.message.split('\n')[0]);
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof NotRules) throw error;
    // Too many aliases, or an alias of nothing.
    throw new NotRules(error instanceof Error ? error.message : String(error));
  }
}

function isExcessive(text: string): boolean {
  if (text.length > LONGEST_FILE) return true;
  let tokens = 0;
  let structural = 0;
  for (const token of new Lexer().lex(text)) {
    if (structure.includes(CST.tokenType(token) ?? '')) structural++;
    if (++tokens > MOST_TOKENS || structural > MOST_STRUCTURE) return true;
  }
  return false;
}

function ruleMap(document: unknown): unknown {
  return entriesOf(document, 'The file').find(([key]) => key.toLowerCase() === 'rules')?.[1];
}

function entriesOf(value: unknown, what: string): [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw new NotRules(`${what} is not a map of keys and values.`);
  return Object.entries(value);
}

/** What each rule says of the score, by name. */
export function applyRules(rules: Rules, score: DiveScore): RuleResult[] {
  return RULE_NAMES.map((name) => ({ name, value: rules[name], ...verdict(name, rules[name], score) }));
}

function verdict(name: RuleName, value: string, score: DiveScore): Pick<RuleResult, 'status' | 'message'> {
  if (['', 'disabled', 'off', 'false'].includes(value.trim().toLowerCase()))
    return { status: 'skip', message: 'rule disabled' };
  const threshold = name === 'highestWastedBytes' ? parseBytes(value) : parseFloat64(value);
  if (threshold === null)
    return { status: 'misconfigured', message: `invalid config value (${JSON.stringify(value)})` };
  // Also what is no number at all: dive lets NaN through, a threshold that nothing ever fails.
  if (name !== 'highestWastedBytes' && !(threshold >= 0 && threshold <= 1))
    return {
      status: 'misconfigured',
      message: `config value is outside allowed range (0-1), given ${JSON.stringify(value)}`,
    };
  return comparison(name, threshold, score);
}

/** A rule fails on strict excess only. */
function comparison(name: RuleName, threshold: number, score: DiveScore): Pick<RuleResult, 'status' | 'message'> {
  const { efficiency, wastedBytes, userWastedPercent } = score;
  switch (name) {
    case 'lowestEfficiency':
      if (threshold <= efficiency) return { status: 'pass' };
      return {
        status: 'fail',
        message: `image efficiency is too low (efficiency=${efficiency} < threshold=${threshold})`,
      };
    case 'highestWastedBytes':
      if (wastedBytes <= threshold) return { status: 'pass' };
      return {
        status: 'fail',
        message: `too many bytes wasted (wasted-bytes=${wastedBytes} > threshold=${threshold})`,
      };
    case 'highestUserWastedPercent': {
      const tooMany = (share: number | string) =>
        `too many bytes wasted, relative to the user bytes added (%-user-wasted-bytes=${share} > threshold=${threshold})`;
      if (userWastedPercent !== null)
        return userWastedPercent <= threshold
          ? { status: 'pass' }
          : { status: 'fail', message: tooMany(userWastedPercent) };
      // dive divides by the bytes above the base layer, of which there are none: 0/0 fails nothing, anything else does.
      if (wastedBytes > 0) return { status: 'fail', message: tooMany('infinite') };
      return { status: 'pass', message: 'no bytes above the base layer, so there is no share of them' };
    }
  }
}
