import { expect, test } from 'vitest';
import type { Claim, DocumentReport, ImageReport, Report } from '../../engine/api.ts';
import { descriptorTree, isDockerEntry, type TreeNode, wayTo } from './descriptor_tree.ts';

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

const report = (documents: Partial<DocumentReport>[], images: ImageReport[]): Report => ({
  schemaVersion: 1,
  source: { name: 'x.tar', size: 1, container: 'oci-archive', compression: 'none' },
  images,
  documents: documents.map((document) => ({ path: 'index.json', size: 9, ...document })),
  diagnostics: [],
});

const shape = (nodes: readonly TreeNode[]): unknown[] =>
  nodes.map(({ kind, children }) => (children.length > 0 ? [kind, shape(children)] : kind));

const layer = { size: 9, compression: 'gzip', state: 'complete' } as const;
const whole = image({
  digests: { index: 'sha256:i', manifest: 'sha256:m', config: 'sha256:c' },
  manifest: {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 5, digest: 'sha256:c' },
    layers: [{ annotations: { toc: '1' } }],
  },
  layers: [{ index: 0, ...layer, digest: 'sha256:l', state: 'missing' }],
});

test('index.json, a nested index, a manifest and its parts; what is unknown is a blob', () => {
  const nested = {
    manifests: [
      { digest: 'sha256:m', size: 7, platform: { os: 'linux', architecture: 'amd64' } },
      { digest: 'sha256:gone', annotations: { 'vnd.docker.reference.digest': 'sha256:m' } },
    ],
  };
  const tree = descriptorTree(
    report(
      [{ content: { manifests: [{ digest: 'sha256:i' }] } }, { path: 'blobs/i', digest: 'sha256:i', content: nested }],
      [whole],
    ),
  );
  expect(shape(tree)).toEqual([['document', [['index', [['manifest', ['config', 'layer']], 'blob']]]]]);
  const [manifest, blob] = tree[0]?.children[0]?.children ?? [];
  expect(manifest).toMatchObject({ size: 7, image: 0, json: whole.manifest });
  expect(manifest?.children[1]).toMatchObject({ missing: true, annotations: [['toc', '1']], size: 9 });
  expect(blob).toMatchObject({ missing: true, about: 'sha256:m' });
  expect(wayTo(tree, 0).map(({ kind }) => kind)).toEqual(['document', 'index', 'manifest']);
  expect(wayTo(tree, 1)).toEqual([]);
});

test('an index that names itself is shown once, an image named twice twice', () => {
  const content = { manifests: [{ digest: 'sha256:i' }, { digest: 'sha256:m' }] };
  const tree = descriptorTree(
    report(
      [{ content }, { path: 'blobs/i', digest: 'sha256:i', content }],
      [image({ digests: { manifest: 'sha256:m' } })],
    ),
  );
  expect(shape(tree)).toEqual([['document', [['index', ['index', 'manifest']], 'manifest']]]);
});

test('manifest.json names images in their order, and their parts by path', () => {
  const entry = { Config: 'c.json', RepoTags: null, Layers: ['l.tar'] };
  const tree = descriptorTree(
    report(
      [{ path: 'manifest.json', content: [{ RepoTags: ['names nothing'] }, entry] }],
      [image({ manifest: entry, config: {}, layers: [{ index: 0, ...layer }] })],
    ),
  );
  expect(shape(tree)).toEqual([['document', [['entry', ['config', 'layer']]]]]);
  expect(tree[0]?.children[0]?.children.map(({ path }) => path)).toEqual(['c.json', 'l.tar']);
  expect(isDockerEntry(entry)).toBe(true);
  expect(isDockerEntry({ config: {}, layers: [] })).toBe(false);
  expect(isDockerEntry(null)).toBe(false);
});

test('images that nothing names are roots; a bare file system has no tree', () => {
  expect(shape(descriptorTree(report([{ content: 'damaged' }], [whole])))).toEqual([
    'document',
    ['manifest', ['config', 'layer']],
  ]);
  expect(descriptorTree(report([], [image({ layers: [{ index: 0, ...layer }] })]))).toEqual([]);
});

test('documents of the wrong shape give what can be given', () => {
  const content = { manifests: [null, 7, { digest: 7, platform: [], annotations: 'x', size: -1 }] };
  const tree = descriptorTree(
    report([{ content }], [image({ manifest: { config: [], annotations: 7, layers: 'x' } })]),
  );
  expect(shape(tree)).toEqual([['document', ['blob']], 'manifest']);
});

test('each part has the claims that are about it', () => {
  const claim = (subject: Claim['subject'], extra: Partial<Claim> = {}): Claim => ({
    subject,
    declared: `sha256:${subject}`,
    verdict: 'match',
    ...extra,
  });
  const claims = [
    claim('index'),
    claim('manifest'),
    claim('config'),
    claim('layer', { layer: 0 }),
    claim('data', { layer: 0, of: 'layer' }),
    claim('diff-id', { layer: 0 }),
  ];
  const checked = { ...whole, verification: { verdict: 'verified', claims } as const };
  const content = { manifests: [{ digest: 'sha256:index' }] };
  const nested = { manifests: [{ digest: 'sha256:m' }] };
  const [root] = descriptorTree(report([{ content }, { digest: 'sha256:index', content: nested }], [checked]));
  const about = (node: TreeNode | undefined) => node?.claims.map(({ subject }) => subject);
  const index = root?.children[0];
  const manifest = index?.children[0];
  expect([about(index), about(manifest), ...(manifest?.children ?? []).map(about)]).toEqual([
    ['index'],
    ['manifest'],
    ['config'],
    ['layer', 'data'],
  ]);
  expect(manifest?.children[1]?.unpackedClaims.map(({ subject }) => subject)).toEqual(['diff-id']);
});
