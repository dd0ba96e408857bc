/** `image-anatomy digests`, run as people run it, on genuine images and on copies that were tampered with. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { ImageReport } from '../../web/src/engine/api.ts';
import { CASES, FIXTURES } from '../../web/src/engine/testing.ts';
import { age } from './age.ts';

// Each test runs the program several times, and each run starts workers.
vi.setConfig({ testTimeout: 30_000 });

const program = fileURLToPath(new URL('../../build/cli/image-anatomy.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-digests-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function digests(image: string, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'digests', image, ...options]);
  return { status, text: stdout.toString(), error: stderr.toString() };
}

type Told = Pick<ImageReport, 'names' | 'digests' | 'verification'>;
function json(image: string, ...options: string[]): Told[] {
  const { schemaVersion, images } = JSON.parse(digests(image, '--json', ...options).text);
  expect(schemaVersion).toBe(1);
  return images;
}

function tampered(): string {
  const bytes = readFileSync(`${FIXTURES}app.docker26.tar`);
  bytes[bytes.indexOf('srv/old.txt\0')] = 0x53;
  const path = join(scratch, 'tampered.tar');
  writeFileSync(path, bytes);
  return path;
}

test('a genuine image: the table docker prints, every claim, and that all is well', () => {
  const { status, text, error } = digests(`${FIXTURES}app.docker26.tar`);
  expect({ status, error }).toEqual({ status: 0, error: '' });
  const [titles = '', row = ''] = text.split('\n');
  expect(titles).toMatch(/^REPOSITORY +TAG +DIGEST +IMAGE ID +CREATED +SIZE$/);
  expect(row).toMatch(/^fixture\/app +1 +sha256:[0-9a-f]{64} +05dbac781d62 +\d+ \w+ ago +\d+kB$/);
  expect(text).toMatch(/^diff-id 6 +sha256:[0-9a-f]{64} +ok$/m);
  expect(text).toMatch(/^Verified: \d+ of \d+ digests match\.$/m);
  expect(text).not.toContain('MISMATCH');
});

test('docker prints <none> for what is not told', () => {
  const rows = digests(`${FIXTURES}app.docker20.tar`).text.split('\n');
  expect(rows[1]).toMatch(/^fixture\/app +1 +<none> +05dbac781d62 /);
  expect(rows[2]).toMatch(/^localhost:5000\/fixture\/app +latest +<none> /);
  const bare = digests(`${FIXTURES}app.docker-export.tar`);
  expect(bare.status).toBe(0);
  expect(bare.text).toMatch(/^<none> +<none> +<none> +<none> +N\/A +N\/A$/m);
  expect(bare.text).toContain('Nothing in this archive declares a digest.');
});

test('a tampered image: both digests in full, and exit code 1', () => {
  const { status, text } = digests(tampered());
  expect(status).toBe(1);
  expect(text).toMatch(/^layer 1 +sha256:[0-9a-f]{64} +MISMATCH\n {2}computed +sha256:[0-9a-f]{64}$/m);
  expect(text).toMatch(/^MISMATCH: 2 of \d+ digests do not match\.$/m);
  expect(digests(tampered(), '--json').status).toBe(1);
});

test('a damaged layer: what it unpacks to cannot be told', () => {
  const [image] = json(`${CASES}A12.oci.tar`);
  const verdicts = image?.verification.claims.map(({ subject, layer, verdict }) => `${subject} ${layer} ${verdict}`);
  expect(verdicts).toEqual(expect.arrayContaining(['layer 1 mismatch', 'diff-id 1 unreadable', 'layer 2 match']));
});

test('all images unless some are chosen', () => {
  const image = `${FIXTURES}multi.buildx-oci.tar`;
  const all = json(image);
  expect(all.length).toBeGreaterThan(2);
  expect(all.every(({ verification }) => verification.verdict === 'verified')).toBe(true);
  const chosen = json(image, '--platform', 'linux/arm64');
  expect(chosen).toHaveLength(1);
  expect(Object.keys(chosen[0] ?? {})).toEqual(['names', 'digests', 'verification']);
  expect(json(image, '--image', '0')).toEqual([all[0]]);
});

describe('how long ago, as docker puts it', () => {
  const now = Date.parse('2026-06-15T12:00:00Z');
  const ago = (seconds: number) => age(new Date(now - seconds * 1000).toISOString(), now);
  const [hour, day] = [3600, 86_400];
  test.each([
    [0.5, 'Less than a second ago'],
    [1, '1 second ago'],
    [59, '59 seconds ago'],
    [60, 'About a minute ago'],
    [46 * 60, '46 minutes ago'],
    [hour, 'About an hour ago'],
    [47 * hour, '47 hours ago'],
    [2 * day, '2 days ago'],
    [14 * day, '2 weeks ago'],
    [59 * day, '8 weeks ago'],
    [60 * day, '2 months ago'],
    [729 * day, '24 months ago'],
    [731 * day, '2 years ago'],
  ])('%d s', (seconds, words) => {
    expect(ago(seconds)).toBe(words);
  });
  test('no date', () => {
    expect([age(undefined), age(null), age('never'), age('0001-01-01T00:00:00Z'), age('1970-01-01T00:00:00Z')]).toEqual(
      Array(5).fill('N/A'),
    );
  });
});
