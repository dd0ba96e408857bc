/** Every declared digest of real images through the wasm module: all match, but for images that were made or edited by hand. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './module.ts';
import type { ImageReport } from './report.ts';
import { CORPUS, FIXTURES, filesBelow, hasCorpus, loadEngine, OpenedArchive } from './testing.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

/** Every image of an archive, hashed; none when it cannot be opened. */
async function verified(path: string, bytes = readFileSync(path)): Promise<ImageReport[]> {
  const opened = await OpenedArchive.open(engine, bytes, path);
  if (typeof opened === 'string') return [];
  const images: ImageReport[] = [];
  for (let image = 0; image < opened.imageCount; image++) images.push(await opened.verify(image));
  opened.close();
  return images;
}

const verdicts = (images: ImageReport[]) => images.map(({ verification }) => verification.verdict);

test('one flipped byte of a layer is told with both digests', async () => {
  const path = `${FIXTURES}app.docker26.tar`;
  expect(verdicts(await verified(path))).toEqual(['verified']);
  const bytes = readFileSync(path);
  const at = bytes.indexOf('srv/old.txt\0');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const [image] = await verified(path, bytes);
  expect(image?.verification.verdict).toBe('mismatch');
  const wrong = image?.verification.claims.filter(({ verdict }) => verdict === 'mismatch') ?? [];
  expect(wrong.map(({ subject }) => subject)).toEqual(['layer', 'diff-id']);
  const remarks = image?.diagnostics.filter(({ code }) => code === 'digest-mismatch') ?? [];
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toMatchObject({ severity: 'error', layer: wrong[0]?.layer });
  expect(remarks[0]?.message).toContain(`${wrong[0]?.declared}, computed ${wrong[0]?.computed}`);
});

/** Test data of other projects that is wrong on purpose or was cut down by hand, by the end of its path. */
const knownWrong = {
  'valid_manifest.dir.tar': 'the manifest is an empty file',
  'delete_image_multiple_images.dir.tar': 'layers are a line of text each, whose diff IDs are invented',
  'delete_image_two_identical_references.dir.tar': 'as the one before',
  'source_image_with_empty_layer_history.tar': 'the config was edited, its name kept',
  'oci-archives/alpine-3.12.0.tar': 'the layer was replaced by a smaller one',
  'export-docker-desktop-containerd-alt-mediatype.tar': 'the manifest was edited',
  'export-docker-desktop-containerd-manifest-list.tar': 'index and manifest were edited, the layer was cut',
  'docker/export-symlinks.tar': 'most layers were taken out, the config kept',
  'docker/export.tar': 'as the one before',
};

describe.runIf(hasCorpus)('real images', () => {
  const files = filesBelow(CORPUS).filter(
    // Nine billion zeros take a minute here and prove nothing more about digests.
    (file) => !/^recipe\/|\.(tsv|json)$|huge9g/.test(file),
  );

  test('no genuine one gives a false alarm', { timeout: 300_000 }, async () => {
    const wrong = new Set<string>();
    const counts = { verified: 0, incomplete: 0, none: 0, mismatch: 0, pending: 0 };
    for (const file of files) {
      for (const verdict of verdicts(await verified(CORPUS + file))) {
        counts[verdict]++;
        if (verdict === 'mismatch') wrong.add(file);
      }
    }
    const isKnown = (file: string) => Object.keys(knownWrong).some((end) => file.endsWith(end));
    expect([...wrong].filter((file) => !isKnown(file))).toEqual([]);
    expect(wrong.size).toBe(Object.keys(knownWrong).length);
    expect(counts.pending).toBe(0);
    expect(counts.verified).toBeGreaterThan(150);
  });
});
