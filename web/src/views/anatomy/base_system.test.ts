import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { baseSystem, nameInOsRelease } from './base_system.ts';

const image = (config: object | null, os = 'linux') => ({ config, platform: { os } }) as unknown as ImageReport;

test('what os-release says', () => {
  expect(nameInOsRelease('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\n')).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(nameInOsRelease("# comment\nNAME='Alpine Linux'\nID=alpine\nVERSION_ID=3.20.1\n")).toBe('Alpine Linux 3.20.1');
  expect(nameInOsRelease('PRETTY_NAME="A \\"quoted\\" name"\r\n')).toBe('A "quoted" name');
  expect(nameInOsRelease('ID=x\nnonsense\n=\n')).toBe('');
});

test('the file, then a label, then the config, else nothing', () => {
  const labelled = image({
    config: { Labels: { 'org.opencontainers.image.base.name': 'docker.io/library/alpine:3' } },
  });
  expect(baseSystem(labelled, 'NAME=Alpine')).toEqual({ name: 'Alpine', source: 'os-release' });
  expect(baseSystem(labelled, null)).toEqual({ name: 'docker.io/library/alpine:3', source: 'label' });
  expect(baseSystem(image({ 'os.version': '10.0.20348' }, 'windows'), null)).toEqual({
    name: 'Windows 10.0.20348',
    source: 'config',
  });
  expect(baseSystem(image({ config: { Labels: null } }), '')).toBeNull();
  expect(baseSystem(image(null), null)).toBeNull();
});
