import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { warningsOf } from './warnings.ts';

const image = (parts: object = {}) =>
  ({
    kind: 'image',
    platform: { os: 'linux' },
    config: { config: { User: 'app' } },
    layers: [],
    diagnostics: [],
    ...parts,
  }) as unknown as ImageReport;
const withConfig = (config: object) => warningsOf(image({ config: { config } }), []);

test('nothing to say of an ordinary image', () => {
  expect(warningsOf(image(), [])).toEqual([]);
});

test('root by name, by number, with a group, or by default', () => {
  for (const User of ['root', '0', '0:0', 'root:daemon', '', null, undefined]) {
    expect(withConfig({ User })).toEqual([{ kind: 'root' }]);
  }
  for (const User of ['app', '1000:0', 'rootless', '00x']) expect(withConfig({ User })).toEqual([]);
  // What is no image runs as nobody.
  expect(warningsOf(image({ kind: 'artifact', config: {} }), [])).toEqual([]);
  expect(warningsOf(image({ config: null }), [])).toEqual([]);
  expect(warningsOf(image({ config: {}, platform: { os: 'windows' } }), [])).toEqual([]);
});

test('layers that are missing or broken', () => {
  const layers = ['complete', 'missing', 'partial', 'missing'].map((state, index) => ({ index, state }));
  expect(warningsOf(image({ layers }), [])).toEqual([
    { kind: 'missing', layers: [1, 3] },
    { kind: 'partial', layers: [2] },
  ]);
});

test('deleted files that were secrets', () => {
  const secret = (path: string, reason?: string) => ({ path, reason, kind: 'credentials', bytes: 1, layer: 2 });
  const secrets = [
    secret('/root/.ssh/id_rsa', 'deleted-file'),
    secret('/app/credentials.env', 'deleted-dir'),
    secret('/x/.env', 'rewritten-different'),
    secret('/root/.npmrc'),
  ];
  const found = warningsOf(image({ findings: { secretCount: 4, secrets, caches: [] } }), []);
  expect(found).toEqual([
    {
      kind: 'hiddenSecrets',
      files: [
        { path: '/root/.ssh/id_rsa', layer: 2 },
        { path: '/app/credentials.env', layer: 2 },
      ],
    },
  ]);
});

test('variables that are secrets by name and set', () => {
  const Env = [
    'DB_PASSWORD=x',
    'GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568',
    'API_KEY=',
    'AWS_SECRET_ACCESS_KEY=a=b',
  ];
  expect(
    withConfig({ User: 'app', Env: [...Env, 'DB_PASSWORD_FILE=/run/x', 'APP_SECRET=/run/secrets/app', 7] }),
  ).toEqual([{ kind: 'secretVariables', names: ['DB_PASSWORD', 'AWS_SECRET_ACCESS_KEY'] }]);
});

test('remarks of the archive and of the image', () => {
  const diagnostics = [{ severity: 'error' }, { severity: 'info' }];
  expect(warningsOf(image({ diagnostics }), [{ severity: 'warning' }])).toEqual([
    { kind: 'remarks', errors: 1, warnings: 1 },
  ]);
  expect(warningsOf(image({ diagnostics: [{ severity: 'info' }] }), [])).toEqual([]);
});
