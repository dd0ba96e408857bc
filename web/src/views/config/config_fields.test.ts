import { expect, test } from 'vitest';
import type { ImageConfig } from '../../engine/api.ts';
import { i18nFor } from '../../i18n/testing.ts';
import { configFields, defaultCommand, pathParts } from './config_fields.ts';

const i18n = i18nFor('en');
const field = (config: unknown, id: string) =>
  configFields(config as ImageConfig, i18n).find((candidate) => candidate.id === id)?.value;

test('lists, maps and pairs', () => {
  const config = {
    os: 'linux',
    architecture: 'arm64',
    config: { Env: ['PATH=/bin', 'OPTS=a=b', 'BARE'], ExposedPorts: { '80/tcp': {} }, Cmd: ['nginx'] },
  };
  expect(field(config, 'env')).toEqual({
    kind: 'pairs',
    pairs: [
      ['PATH', '/bin'],
      ['OPTS', 'a=b'],
      ['BARE', ''],
    ],
  });
  expect(field(config, 'exposedPorts')).toEqual({ kind: 'lines', lines: ['80/tcp'] });
  expect(field(config, 'cmd')).toEqual({ kind: 'arguments', arguments: ['nginx'] });
  expect(field(config, 'platform')).toEqual({ kind: 'lines', lines: ['linux/arm64'] });
});

test('absent, null and empty are all "not set"', () => {
  const config = { author: '', config: { Env: [], Labels: null, Volumes: {}, User: '', Healthcheck: null } };
  for (const { value } of configFields(config as unknown as ImageConfig, i18n)) expect(value).toBeNull();
  expect(configFields({}, i18n).every(({ value }) => value === null)).toBe(true);
});

test('healthcheck durations are nanoseconds', () => {
  const Healthcheck = { Test: ['CMD-SHELL', 'curl -f / || exit 1'], Interval: 30e9, Timeout: 0, Retries: 3 };
  expect(field({ config: { Healthcheck } }, 'healthcheck')).toEqual({
    kind: 'pairs',
    pairs: [
      ['Test', 'curl -f / || exit 1'],
      ['Interval', '30 s'],
      ['Retries', '3'],
    ],
  });
});

test('fields of the wrong type do not break the page', () => {
  const config = {
    created: 5,
    author: {},
    config: { Env: 'A=1', Cmd: 'sh', Labels: [1, 2], User: 0, Healthcheck: 'x' },
  };
  expect(field(config, 'env')).toEqual({ kind: 'pairs', pairs: [['A', '1']] });
  expect(field(config, 'user')).toEqual({ kind: 'lines', lines: ['0'] });
  expect(field(config, 'healthcheck')).toBeNull();
});

test('the command that runs', () => {
  expect(defaultCommand({ config: { Entrypoint: ['/init'], Cmd: ['nginx', '-g', 'daemon off;'] } })).toBe(
    "/init nginx -g 'daemon off;'",
  );
  expect(defaultCommand({})).toBe('');
});

test('search paths are read part by part', () => {
  expect(pathParts('PATH', '/usr/bin:/bin')).toEqual(['/usr/bin:', '/bin']);
  expect(pathParts('NODE_PATH', '')).toEqual(['']);
  expect(pathParts('HOME', '/a:/b')).toEqual(['/a:/b']);
});
