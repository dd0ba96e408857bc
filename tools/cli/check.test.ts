/** `image-anatomy check` from outside: which rules it takes, what it prints, its exit codes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '../../web/src/engine/testing.ts';
import { json, run, scratchFolder } from './testing.ts';

const image = `${FIXTURES}app.docker26.tar`;
const scratch = scratchFolder();

function rulesFile(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const loose = rulesFile('loose', 'rules:\n  lowestEfficiency: 0\n  highestUserWastedPercent: off\n');
const strict = rulesFile('strict', 'rules:\n  highest-wasted-bytes: 0\n  lowestEfficiency: false\n');

test('rules that are kept: exit code 0 and the lines of dive', () => {
  const { status, text } = run(['check', image, '--rules', loose]);
  expect(status).toBe(0);
  const lines = text.split('\n');
  expect(lines).toContain('  SKIP: highestUserWastedPercent: rule disabled');
  expect(lines).toContain('  SKIP: highestWastedBytes: rule disabled');
  expect(lines).toContain('  PASS: lowestEfficiency');
  expect(lines.at(-2)).toBe('Result:PASS [Total:3] [Passed:1] [Failed:0] [Warn:0] [Skipped:2]');
});

test('a rule that is broken: exit code 1, why, and where the bytes are', () => {
  const { status, text } = run(['check', image, '--rules', strict]);
  expect(status).toBe(1);
  expect(text).toMatch(/^ {2}FAIL: highestWastedBytes: too many bytes wasted \(wasted-bytes=\d+ > threshold=0\)$/m);
  expect(text).toMatch(/^Result:FAIL \[Total:3] \[Passed:[01]] \[Failed:[12]] \[Warn:0] \[Skipped:1]$/m);
  expect(text).toMatch(/^ +BYTES {2}LAYER {2}WHY +PATH$/m);
});

test('a value that cannot be used fails the check', () => {
  const { status, text } = run(['check', image, '--rules', rulesFile('bad', 'rules:\n  lowestEfficiency: 1.5\n')]);
  expect(status).toBe(1);
  expect(text).toContain('  MISCONFIGURED: lowestEfficiency: config value is outside allowed range (0-1), given "1.5"');
});

test('without --rules the .dive-ci of the current folder, else the defaults', () => {
  const folder = join(scratch, 'folder');
  mkdirSync(folder);
  const before = json<{ config: string | null; rules: object[] }>(['check', image], { cwd: folder });
  expect(before).toMatchObject({ schemaVersion: 1, config: null });
  expect(before.rules).toMatchObject([{ value: '0.1' }, { value: 'disabled', status: 'skip' }, { value: '0.9' }]);
  writeFileSync(join(folder, '.dive-ci'), 'rules:\n  lowestEfficiency: 0.123\n  lowestEfficency: 1\n');
  const { text, error } = run(['check', image, '--json'], { cwd: folder });
  expect(JSON.parse(text)).toMatchObject({ config: '.dive-ci', rules: [{}, {}, { value: '0.123', status: 'pass' }] });
  expect(error).toBe('image-anatomy: .dive-ci: lowestEfficency is no rule\n');
});

test('an image of one layer has no user percentage', () => {
  const { status, text } = run(['check', `${FIXTURES}app.layer1.tar.gz`]);
  expect(status).toBe(0);
  expect(text).toContain('  PASS: highestUserWastedPercent: no bytes above the base layer');
});

test('a rules file that is not there, or none at all, is wrong usage', () => {
  for (const file of [join(scratch, 'nowhere'), scratch, rulesFile('text', 'just a text')]) {
    expect(run(['check', image, '--rules', file])).toMatchObject({
      status: 64,
      text: '',
      error: expect.stringContaining('cannot be used as rules'),
    });
  }
});
