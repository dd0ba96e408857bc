import { expect, test } from 'vitest';
import type { Claim, ImageReport } from '../../engine/api.ts';
import { isDockerArchiveManifest, partsOf } from './descriptors.ts';

const image = (extra: Partial<ImageReport>): ImageReport => ({
  names: [],
  platform: { os: 'linux', architecture: 'amd64' },
  kind: 'image',
  digests: {},
  config: null,
  manifest: null,
  layers: [],
  history: [],
  verification: { verdict: 'none', claims: [] },
  diagnostics: [],
  ...extra,
});

test('an OCI manifest below an index', () => {
  const parts = partsOf(
    image({
      digests: { index: 'sha256:i', manifest: 'sha256:m', config: 'sha256:c' },
      manifest: {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 5, digest: 'sha256:c' },
        layers: [{ annotations: { toc: '1' } }],
      },
      layers: [{ index: 0, size: 9, digest: 'sha256:l', compression: 'gzip', state: 'missing' }],
    }),
  );
  expect(parts.map(({ kind, depth }) => [kind, depth])).toEqual([
    ['index', 0],
    ['manifest', 1],
    ['config', 2],
    ['layer', 2],
  ]);
  expect(parts[2]).toMatchObject({ size: 5, mediaType: 'application/vnd.oci.image.config.v1+json' });
  expect(parts[3]).toMatchObject({ size: 9, missing: true, annotations: [['toc', '1']] });
});

test('manifests of the wrong shape give what can be given', () => {
  expect(partsOf(image({ manifest: 'x' }))).toEqual([
    { kind: 'manifest', depth: 0, claims: [], unpackedClaims: [], annotations: [] },
  ]);
  expect(partsOf(image({ manifest: { config: [], annotations: 7 } })).length).toBe(1);
  expect(partsOf(image({}))).toEqual([]);
});

test('each part has the claims that are about it', () => {
  const claim = (subject: Claim['subject'], extra: Partial<Claim> = {}): Claim => ({
    subject,
    declared: `sha256:${subject}`,
    verdict: 'match',
    ...extra,
  });
  const layer = { size: 9, compression: 'gzip', state: 'complete' } as const;
  const parts = partsOf(
    image({
      digests: { index: 'sha256:index', manifest: 'sha256:manifest' },
      manifest: {},
      layers: [
        { index: 0, ...layer },
        { index: 1, ...layer },
      ],
      verification: {
        verdict: 'verified',
        claims: [
          claim('index', { declared: 'sha256:outer' }),
          claim('index'),
          claim('manifest'),
          claim('layer', { layer: 1 }),
          claim('data', { layer: 1, of: 'layer' }),
          claim('diff-id', { layer: 1 }),
        ],
      },
    }),
  );
  const about = (claims: Claim[]) => claims.map(({ subject }) => subject);
  expect(
    parts.map(({ kind, depth, claims, unpackedClaims }) => [kind, depth, about(claims), about(unpackedClaims)]),
  ).toEqual([
    ['index', 0, ['index'], []],
    ['index', 1, ['index'], []],
    ['manifest', 2, ['manifest'], []],
    ['layer', 3, [], []],
    ['layer', 3, ['layer', 'data'], ['diff-id']],
  ]);
});

test('manifest.json of a Docker archive', () => {
  expect(isDockerArchiveManifest({ Config: 'x.json', RepoTags: null, Layers: [] })).toBe(true);
  expect(isDockerArchiveManifest({ config: {}, layers: [] })).toBe(false);
  expect(isDockerArchiveManifest(null)).toBe(false);
});
