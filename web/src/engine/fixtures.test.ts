/** Images that real tools wrote (tests/fixtures/README.md) give the tree that an independent tool unpacked from them. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './module.ts';
import { listingOf, readTruth } from './oracle.ts';
import { FIXTURES, filesBelow, loadEngine, OpenedArchive } from './testing.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

/** The list that tells the truth about an archive: its own, or that of its family. */
function truthOf(file: string): string {
  const own = {
    'app.docker-export.tar': 'app.docker-export',
    'app.layer1.tar.gz': 'app.layer1',
    'built.buildah.tar': 'built.buildah',
  };
  const family = file.startsWith('built.buildkit') ? 'built.buildkit' : (file.split('.')[0] ?? '');
  return `${FIXTURES}${(own as Record<string, string>)[file] ?? family}.tree.tsv`;
}

const archives = filesBelow(FIXTURES).filter((file) => /\.tar(\.\w+)?$/.test(file));

describe('fixtures by real tools', () => {
  test.each(archives)('%s', async (file) => {
    const opened = await OpenedArchive.open(engine, readFileSync(FIXTURES + file), file);
    if (typeof opened === 'string') throw new Error(opened);
    await opened.scan(opened.preferred);
    const image = opened.report().images[opened.preferred];
    expect(image?.layers.every(({ state }) => state === 'complete')).toBe(true);
    expect(listingOf(opened.tree(opened.layersInTree - 1))).toEqual(readTruth(truthOf(file)));
    opened.close();
  });

  test('there are many of them', () => {
    expect(archives.length).toBeGreaterThanOrEqual(20);
  });
});
