/**
 * By hand, where podman or docker runs: random stacks give the tree that the runtime exports. `ORACLE_RUNTIME` is its command, as in
 * "podman --storage-driver overlay". What runtimes refuse is not in these stacks.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../web/src/engine/module.ts';
import { loadEngine, OpenedArchive } from '../../web/src/engine/testing.ts';
import { listingOfDisk, listingOfEngine, withoutXattrs } from './listing.ts';
import { archiveOf, describeStack, randomStack } from './stacks.ts';

const [command = '', ...options] = (process.env.ORACLE_RUNTIME ?? '').split(' ').filter(Boolean);
const [from = 0, to = 100] = (process.env.ORACLE_SEEDS ?? '').split('-').filter(Boolean).map(Number);
const wishes = { privileged: true, wildLinks: false, clashes: false, oddities: false };

let engine: Engine;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-runtime-'));
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, [...options, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]}: ${stderr}`);
  return stdout.trim();
}

/** The tree of a container that was never started. */
function exported(archive: Buffer, tag: string): string[] {
  const [image, tree, root] = [join(scratch, 'image.tar'), join(scratch, 'tree.tar'), join(scratch, 'root')];
  writeFileSync(image, archive);
  run('load', '-q', '-i', image);
  const container = run('create', tag, 'nothing');
  run('export', '-o', tree, container);
  run('rm', container);
  run('rmi', '-f', tag);
  mkdirSync(root);
  const how = ['-x', '-p', '--numeric-owner', '--delay-directory-restore', '-C', root, '-f', tree];
  expect(spawnSync('tar', how).stderr.toString()).toBe('');
  const lines = listingOfDisk(root, withoutXattrs);
  rmSync(root, { recursive: true });
  return lines;
}

/**
 * Runtimes give directories on the way to an entry attributes of their own, which count for all directories here. Programs in Go take
 * times before 1970 for 0. Docker makes places to mount at.
 */
const comparable = (lines: string[]) =>
  lines
    .filter((line) => !/^\/(dev|etc|proc|run|sys|\.dockerenv)[ /]/.test(line))
    .map((line) => line.replace(/^(.* d) \d+ \d+:\d+ -?\d+ .*/, '$1').replace(/ -86400 /, ' 0 '))
    .toSorted();

describe.runIf(command)('random stacks in a runtime', () => {
  const seeds = Array.from({ length: to - from }, (_, i) => from + i);
  test.each(seeds)('seed %i', { timeout: 60_000 }, async (seed) => {
    const stack = randomStack(seed, wishes);
    const tag = `localhost/stack:${seed}`;
    const archive = archiveOf(stack, tag);
    const opened = await OpenedArchive.open(engine, archive, tag);
    if (typeof opened === 'string') throw new Error(opened);
    await opened.scan(0);
    const lines = await listingOfEngine(opened, stack.length - 1, withoutXattrs);
    opened.close();
    expect(comparable(lines), describeStack(stack)).toEqual(comparable(exported(archive, tag)));
  });
});
