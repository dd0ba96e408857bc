/**
 * The archives of the text cases, of real tools and, where it is there, of the corpus: the engine's tree is what GNU tar and the
 * script make of the same layers.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../web/src/engine/module.ts';
import {
  CASES,
  CORPUS,
  FIXTURES,
  filesBelow,
  hasCorpus,
  loadEngine,
  OpenedArchive,
} from '../../web/src/engine/testing.ts';
import { applyLayer } from './apply.ts';
import { isRoot } from './disk.ts';
import { layersOf } from './layers.ts';
import { listingOfDisk, listingOfEngine, sampleOf } from './listing.ts';

/** What GNU tar reads otherwise than container runtimes do, or not at all; by the case's id or the path below the folder. */
const LIMITS: Record<string, string> = {
  A11: 'a layer is missing',
  A12: 'a layer is damaged',
  A13: 'a layer is truncated',
  A14: 'a header is damaged',
  H12: 'GNU tar keeps the attributes of a file when a link gives it others',
  T2: 'GNU tar ends a sparse file with its last extent',
  T3: 'GNU tar ends a sparse file with its last extent',
  T4: 'GNU tar ends a sparse file with its last extent',
  T8: 'GNU tar refuses names with ..',
  T17: 'GNU tar makes a directory of a file with a slash at the end',
  T18: 'few file systems know the year 1',
  W20: 'GNU tar refuses a whiteout below a file of the same layer',
  Z3: 'GNU tar does not know zstd by a skippable frame',
  Z7: 'GNU tar takes an empty blob for no archive',
  'umoci.oci.tar': 'GNU tar takes a missing padding at the end for damage',
  'made/mini/artifact.oras-ocidir.tar': 'an artifact has no layers of files',
  'made/semantics/foreign-layer-absent.tar': 'a layer is missing',
  'public/anchore__stereoscope/pkg/image/oci/testdata/valid_manifest.dir.tar': 'the metadata is cut short',
  'public/aquasecurity__trivy/pkg/fanal/test/testdata/test_bad_index_json.oci.dir.tar': 'the metadata is no JSON',
  'public/aquasecurity__trivy/pkg/fanal/test/testdata/test_no_valid_manifests.oci.dir.tar': 'the metadata is no index',
  'public/google__go-containerregistry/pkg/v1/tarball/testdata/null_manifest.tar': 'the metadata is null',
};

let engine: Engine;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-oracle-'));
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function check(
  file: string,
  name: string,
  limit: string | undefined,
  skip: (why: string) => void,
): Promise<void> {
  if (limit) return skip(limit);
  const folder = join(scratch, name.replaceAll('/', '_'));
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  const layers = layersOf(file, join(folder, 'archive'));
  if (typeof layers === 'string') return skip(layers);
  const complaints = layers.flatMap((layer) => applyLayer([layer], root, folder));
  expect(complaints, 'GNU tar unpacks it').toEqual([]);
  const opened = await OpenedArchive.open(engine, readFileSync(file), name);
  if (typeof opened === 'string') throw new Error(opened);
  await opened.scan(0);
  const depth = sampleOf(layers.length > 0 ? opened.tree(layers.length - 1).length : 1);
  expect(await listingOfEngine(opened, layers.length - 1, depth)).toEqual(listingOfDisk(root, depth));
  opened.close();
  rmSync(folder, { recursive: true });
}

const archivesBelow = (folder: string) => filesBelow(folder).filter((name) => /\.tar(\.\w+)?$/.test(name));

// Ordinary users cannot unpack owners and devices, of which these are full.
describe.runIf(isRoot)('the text cases', () => {
  test.for(archivesBelow(CASES))('%s', (name, { skip }) =>
    check(CASES + name, name, LIMITS[name.slice(0, name.indexOf('.'))], skip),
  );
});

describe.runIf(isRoot)('fixtures by real tools', () => {
  test.for(archivesBelow(FIXTURES))('%s', (name, { skip }) => check(FIXTURES + name, name, LIMITS[name], skip));
});

describe.runIf(isRoot && hasCorpus)('the corpus', { timeout: 60_000 }, () => {
  const folders = ['made/mini/', 'made/semantics/', 'public/'];
  const names = folders.flatMap((folder) => archivesBelow(CORPUS + folder).map((name) => folder + name));
  test.for(names)('%s', (name, { skip }) => check(CORPUS + name, name, LIMITS[name], skip));
});
