/** `image-anatomy check`: efficiency rules, as dive's CI mode applies them. */
import { readFileSync } from 'node:fs';
import type { ImageReport, Ledger } from '../../web/src/engine/api.ts';
import {
  applyRules,
  DEFAULT_RULES,
  NotRules,
  type RuleResult,
  type RuleStatus,
  type Rules,
  readRules,
} from './dive_rules.ts';
import { type Choice, withImage } from './opened_image.ts';
import { print, printJson } from './output.ts';
import { bytes, printTable, safe, styled } from './text.ts';
import { WrongUsage } from './wrong_usage.ts';

const RULES_HERE = '.dive-ci';
const RULE_FAILED = 1;

export interface CheckOptions extends Choice {
  json: boolean;
  /** A file; without it `.dive-ci` of the current folder, if there is one, else dive's defaults. */
  rules?: string | undefined;
}

export function check(image: string, { json, rules: file, ...choice }: CheckOptions): Promise<void> {
  const { rules, source } = rulesOf(file);
  return withImage(image, choice, async (_, chosen) => {
    const { dive, ledger } = chosen;
    if (!dive || !ledger) throw new Error('The numbers are there once all layers are read.');
    const results = applyRules(rules, dive);
    const passed = results.every(({ status }) => status === 'pass' || status === 'skip');
    if (json) printJson({ schemaVersion: 1, pass: passed, config: source, rules: results, dive });
    else {
      print(`  ${source === null ? 'Using default CI config' : `Using CI config: ${safe(source)}`}\n`);
      printAnalysis(chosen);
      printResults(results, passed);
      if (!passed) printLargestDead(ledger);
    }
    if (!passed) process.exitCode = RULE_FAILED;
  });
}

/** Read before the image is: what is wrong with it is said at once. Throws WrongUsage. */
function rulesOf(file: string | undefined): { rules: Rules; source: string | null } {
  const source = file ?? RULES_HERE;
  try {
    const { rules, unknown } = readRules(readFileSync(source, 'utf8'));
    for (const key of unknown) process.stderr.write(`image-anatomy: ${safe(source)}: ${safe(key)} is no rule\n`);
    return { rules, source };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (file === undefined && code === 'ENOENT') return { rules: DEFAULT_RULES, source: null };
    if (error instanceof NotRules || code !== undefined)
      throw new WrongUsage(safe(`${source} cannot be used as rules: ${message}`));
    throw error;
  }
}

function printAnalysis({ dive }: ImageReport): void {
  if (!dive) return;
  const share = (part: number | null) => (part === null ? 'none' : `${(100 * part).toFixed(4)} %`);
  print(`${styled('bold', 'Analysis:')}\n`);
  print(`  efficiency: ${share(dive.efficiency)}\n`);
  print(`  wastedBytes: ${dive.wastedBytes} bytes (${bytes(dive.wastedBytes)})\n`);
  print(`  userWastedPercent: ${share(dive.userWastedPercent)}\n`);
}

const words: Record<RuleStatus, string> = { pass: 'PASS', fail: 'FAIL', skip: 'SKIP', misconfigured: 'MISCONFIGURED' };
const styles = { pass: 'green', fail: 'red', skip: 'gray', misconfigured: 'red' } as const;

function printResults(results: RuleResult[], passed: boolean): void {
  print(`${styled('bold', 'Results:')}\n`);
  for (const { status, name, message } of results)
    print(`  ${styled(styles[status], words[status])}: ${name}${message ? `: ${safe(message)}` : ''}\n`);
  const count = (...statuses: RuleStatus[]) => results.filter(({ status }) => statuses.includes(status)).length;
  const tally = [
    `Result:${passed ? 'PASS' : 'FAIL'}`,
    `[Total:${results.length}]`,
    `[Passed:${count('pass')}]`,
    `[Failed:${count('fail', 'misconfigured')}]`,
    '[Warn:0]',
    `[Skipped:${count('skip')}]`,
  ];
  print(`${styled(passed ? 'green' : 'red', tally.join(' '))}\n`);
}

const SHOWN = 10;

/** Where to begin: what a squash would really save. */
function printLargestDead({ top }: Ledger): void {
  if (top.length === 0) return;
  print(`\n${styled('bold', 'Largest bytes that nobody sees in the end:')}\n`);
  const columns = [
    { title: 'BYTES', right: true },
    { title: 'LAYER', right: true },
    { title: 'WHY' },
    { title: 'PATH' },
  ];
  const rows = top
    .slice(0, SHOWN)
    .map(({ path, bytes: count, reason, layer }) => [bytes(count), String(layer), reason, safe(path)]);
  printTable({ columns, indent: 2 }, rows);
}
