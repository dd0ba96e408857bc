/** Trees written as a tar and unpacked by others, GNU tar and bsdtar, are what `tree --json` says. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../web/src/engine/module.ts';
import { CASES, FIXTURES, filesBelow, loadEngine, OpenedArchive } from '../../web/src/engine/testing.ts';
import { isRoot } from './disk.ts';
import { everything, listingOfDisk, listingOfEngine } from './listing.ts';

// Directories come first. GNU tar dates one as soon as another entry follows, and what is put into it later makes it newer.
const unpackers: Record<string, string[]> = {
  'GNU tar': [
    'tar',
    '--delay-directory-restore',
    '--warning=no-timestamp',
    '--xattrs',
    '--xattrs-include=*',
    '--numeric-owner',
    '-xpf',
  ],
  bsdtar: ['bsdtar', '--xattrs', '--numeric-owner', '-xpf'],
};
const there = Object.entries(unpackers).filter(([, [program = '']]) => !spawnSync(program, ['--version']).error);

/** What a disk cannot hold. */
const LIMITS: Record<string, string> = {
  T18: 'few file systems know the year 1',
};

let engine: Engine;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-export-'));
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function check(file: string, name: string, skip: (why: string) => void): Promise<void> {
  const limit = LIMITS[name.slice(0, name.indexOf('.'))];
  if (limit) return skip(limit);
  const opened = await OpenedArchive.open(engine, readFileSync(file), name);
  if (typeof opened === 'string') return skip(opened);
  await opened.scan(opened.preferred);
  const top = opened.layersInTree - 1;
  const { tar, lost } = await opened.exportTree('/', top);
  const archive = join(scratch, 'tree.tar');
  writeFileSync(archive, tar);
  // A link that leads nowhere is in no tar.
  const isWhole = (line: string) => !line.endsWith(' missing') && !lost.some(({ path }) => line.startsWith(`${path} `));
  const wanted = (await listingOfEngine(opened, top, everything)).filter(isWhole);
  for (const [unpacker, [program = '', ...args]] of there) {
    const root = mkdtempSync(join(scratch, 'root-'));
    const { status, stderr } = spawnSync(program, [...args, archive, '-C', root], { encoding: 'utf8' });
    expect([status, stderr], unpacker).toEqual([0, '']);
    expect(listingOfDisk(root, everything).filter(isWhole), unpacker).toEqual(wanted);
    rmSync(root, { recursive: true });
  }
  opened.close();
}

const archivesBelow = (folder: string) => filesBelow(folder).filter((name) => /\.tar(\.\w+)?$/.test(name));

test('GNU tar is there', () => expect(there.map(([name]) => name)).toContain('GNU tar'));

// Ordinary users cannot unpack owners and devices, of which these are full.
describe.runIf(isRoot)('the text cases', () => {
  test.for(archivesBelow(CASES))('%s', (name, { skip }) => check(CASES + name, name, skip));
});

describe.runIf(isRoot)('fixtures by real tools', () => {
  test.for(archivesBelow(FIXTURES))('%s', (name, { skip }) => check(FIXTURES + name, name, skip));
});
