/**
 * The corpus of real images, where there is one beside the clone: each opens without a crash, siblings give one tree, and each
 * rule gives what docker and podman make of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './module.ts';
import { listingOf, readTruth, withoutTimes } from './oracle.ts';
import { CORPUS, filesBelow, hasCorpus, loadEngine, OpenedArchive, type TreeEntry } from './testing.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

async function open(file: string): Promise<OpenedArchive> {
  const opened = await OpenedArchive.open(engine, readFileSync(CORPUS + file), file);
  if (typeof opened === 'string') throw new Error(opened);
  await opened.scan(opened.preferred);
  return opened;
}

const treeOf = (opened: OpenedArchive) => opened.tree(opened.layersInTree - 1);

describe.runIf(hasCorpus)('one image, saved by many tools', () => {
  const siblings = filesBelow(`${CORPUS}made/mini/`).filter(
    (file) => file.startsWith('mini.') && !file.endsWith('.tsv'),
  );
  test.each(siblings)('%s', async (file) => {
    const opened = await open(`made/mini/${file}`);
    expect(withoutTimes(listingOf(treeOf(opened)))).toEqual(
      withoutTimes(readTruth(`${CORPUS}made/mini/mini.tree.tsv`)),
    );
    opened.close();
  });
});

/** `{path: [type, mode, size, content or link]}` as docker or podman unpacked it. */
type Oracle = Record<string, [string, string, number, string]>;

describe.runIf(hasCorpus)('one rule each', () => {
  // Docker had the absent layer of this one from elsewhere.
  const names = filesBelow(`${CORPUS}made/semantics/`).filter((name) => name !== 'foreign-layer-absent.tar');
  test.each(names)('%s', async (name) => {
    const witnesses = ['docker-C', 'docker-O', 'podman']
      .map((who) => `${CORPUS}made/expected/${name}.${who}.json`)
      .filter(existsSync);
    const opened = await open(`made/semantics/${name}`);
    const tree = opened.layersInTree > 0 ? treeOf(opened) : [];
    for (const witness of witnesses) {
      const oracle = JSON.parse(readFileSync(witness, 'utf8')) as Oracle;
      // Docker's witness is a container, for which docker makes /etc.
      if (!tree.some(({ path }) => path === '/etc')) delete oracle.etc;
      expect(await linesOf(opened, tree, oracle), witness).toEqual(
        Object.entries(oracle)
          .map(([path, [type, mode, size, text]]) => `/${path} ${type} ${mode} ${size} ${text}`)
          .toSorted(),
      );
    }
    opened.close();
  });
});

async function linesOf(opened: OpenedArchive, tree: TreeEntry[], oracle: Oracle): Promise<string[]> {
  const letters: Record<string, string> = {
    file: 'f',
    hardlink: 'f',
    dir: 'd',
    symlink: 'l',
    char: 'c',
    block: 'b',
    fifo: 'p',
  };
  const lines = tree.map(async ({ path, type, mode, size, linkname }) => {
    const wanted = oracle[path.slice(1)]?.[3] ?? '';
    const bytes = type === 'file' || type === 'hardlink' ? await opened.cat(path, opened.layersInTree - 1) : '';
    // The oracle keeps the beginning of large contents only.
    const content =
      typeof bytes === 'string' ? (linkname ?? '') : Buffer.from(bytes).toString('latin1').slice(0, wanted.length);
    return `${path} ${letters[type]} ${mode.toString(8)} ${size} ${content}`;
  });
  return (await Promise.all(lines)).toSorted();
}

describe.runIf(hasCorpus)('everything else opens or is refused with a code', () => {
  const folders = ['public/', 'made/mini/', 'made/sparse/'];
  const files = folders
    .flatMap((folder) => filesBelow(CORPUS + folder).map((file) => folder + file))
    .filter((file) => !file.endsWith('.tsv'));
  test.each(files)('%s', { timeout: 60_000 }, async (file) => {
    // Nine billion zeros take a minute here and prove nothing more about the tree.
    if (file.includes('huge9g')) return;
    const opened = await OpenedArchive.open(engine, readFileSync(CORPUS + file), file);
    if (typeof opened === 'string') {
      expect([
        'empty-file',
        'not-an-archive',
        'archive-damaged',
        'archive-truncated',
        'no-image',
        'unsupported-compression',
      ]).toContain(opened);
      return;
    }
    for (let image = 0; image < opened.imageCount; image++) {
      await opened.scan(image);
      const report = opened.report().images[image];
      const { ledger, layers } = report ?? { ledger: undefined, layers: [] };
      expect(ledger, 'every layer is in, or given up with a diagnostic').toBeDefined();
      if (layers.length > 0) expect(opened.tree(opened.layersInTree - 1)).toBeDefined();
    }
    opened.close();
  });
});
