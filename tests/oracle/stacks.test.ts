/**
 * Random stacks of layers: the engine's tree at every layer is the oracle's. Seeds are fixed; `ORACLE_SEEDS=1000-5000` tries others.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../web/src/engine/module.ts';
import type { ImageReport } from '../../web/src/engine/report.ts';
import { loadEngine, OpenedArchive } from '../../web/src/engine/testing.ts';
import { applyLayer } from './apply.ts';
import { isRoot } from './disk.ts';
import { diveScoreOf } from './dive.ts';
import { expectInvariants } from './invariants.ts';
import { everything, listingOfDisk, listingOfEngine, withoutXattrs } from './listing.ts';
import { archiveOf, bodyBytes, describeStack, partsOf, randomStack, type Stack } from './stacks.ts';

const [from = 0, to = 300] = (process.env.ORACLE_SEEDS ?? '').split('-').filter(Boolean).map(Number);
const GROUP = 25;
const wishes = { privileged: isRoot, wildLinks: true, clashes: true, oddities: true };

let engine: Engine;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-oracle-'));
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function check(stack: Stack, seed: number): Promise<void> {
  const opened = await OpenedArchive.open(engine, archiveOf(stack, 'stack:1'), `stack ${seed}`);
  if (typeof opened === 'string') throw new Error(opened);
  await opened.scan(0);
  const folder = join(scratch, `${seed}`);
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  for (const [at, layer] of stack.entries()) {
    const tars = partsOf(layer).map((tar, i) => {
      const file = join(folder, `${at}.${i}.tar`);
      writeFileSync(file, tar);
      return file;
    });
    const depth = at === stack.length - 1 ? everything : withoutXattrs;
    applyLayer(tars, root, folder);
    expect(await listingOfEngine(opened, at, depth), `seed ${seed}, layer ${at} of\n${describeStack(stack)}`).toEqual(
      listingOfDisk(root, depth),
    );
  }
  const image = opened.report().images[0] as ImageReport;
  const what = `seed ${seed} of\n${describeStack(stack)}`;
  await expectInvariants(opened, image, true).catch((error: Error) => {
    throw new Error(`${error.message}\n${what}`, { cause: error });
  });
  expect((image.ledger?.live ?? 0) + (image.ledger?.dead ?? 0), what).toBe(bodyBytes(stack));
  expect(image.dive, what).toEqual(diveScoreOf(stack));
  opened.close();
  rmSync(folder, { recursive: true });
}

describe('random stacks give the tree of the oracle', () => {
  const groups = Array.from({ length: Math.ceil((to - from) / GROUP) }, (_, i) => from + i * GROUP);
  test.each(groups)('seeds from %i on', { timeout: 120_000 }, async (first) => {
    for (let seed = first; seed < Math.min(first + GROUP, to); seed++) await check(randomStack(seed, wishes), seed);
  });
});
