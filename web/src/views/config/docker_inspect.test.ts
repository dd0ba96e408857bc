import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { dockerInspect } from './docker_inspect.ts';

const image: ImageReport = {
  names: ['docker.io/library/nginx:1.27', 'registry.example:5000/a/b:2', 'latest'],
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  kind: 'image',
  digests: { config: 'sha256:c', manifest: 'sha256:m' },
  config: {
    created: '2024-01-01T00:00:00Z',
    config: { Cmd: ['nginx'], Env: ['A=1'], Labels: {}, User: '', OnBuild: null, Image: 'sha256:old' },
    rootfs: { type: 'layers', diff_ids: ['sha256:d'] },
  },
  manifest: null,
  layers: [],
  history: [
    { createdBy: 'a', comment: 'first', emptyLayer: false, layer: 0 },
    { createdBy: 'b', comment: 'buildkit.dockerfile.v0', emptyLayer: true, layer: null },
  ],
  ledger: { live: 10, dead: 2, efficiency: 1, byReason: {}, steps: [], top: [] },
  verification: { verdict: 'none', claims: [] },
  diagnostics: [],
};

test('the fields of docker, in its order', () => {
  expect(JSON.stringify(dockerInspect(image))).toBe(
    JSON.stringify([
      {
        Id: 'sha256:c',
        RepoTags: ['nginx:1.27', 'registry.example:5000/a/b:2', 'latest'],
        RepoDigests: ['nginx@sha256:m', 'registry.example:5000/a/b@sha256:m'],
        Parent: '',
        Comment: 'buildkit.dockerfile.v0',
        Created: '2024-01-01T00:00:00Z',
        DockerVersion: '',
        Author: '',
        Config: { Env: ['A=1'], Cmd: ['nginx'] },
        Architecture: 'arm64',
        Variant: 'v8',
        Os: 'linux',
        Size: 12,
        RootFS: { Type: 'layers', Layers: ['sha256:d'] },
      },
    ]),
  );
});

test('what is not known is left out, whatever the config is', () => {
  const { ledger, ...unread } = image;
  const [shown] = dockerInspect({ ...unread, config: { config: null, rootfs: 7, created: null }, digests: {} });
  expect(shown).not.toHaveProperty('Size');
  expect(shown).not.toHaveProperty('Created');
  expect(shown).toMatchObject({ Id: '', RepoDigests: [], Config: {}, RootFS: { Type: 'layers', Layers: [] } });
});
