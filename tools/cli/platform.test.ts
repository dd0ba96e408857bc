import { expect, test } from 'vitest';
import { isPlatform, platformText } from './platform.ts';

const arm7 = { os: 'linux', architecture: 'arm', variant: 'v7' };
const arm64 = { os: 'linux', architecture: 'arm64' };

test('with a variant only that one, without any', () => {
  expect(isPlatform(arm7, 'linux/arm/v7')).toBe(true);
  expect(isPlatform(arm7, 'linux/arm')).toBe(true);
  expect(isPlatform(arm7, 'linux/arm/v6')).toBe(false);
  expect(isPlatform(arm7, 'linux/arm/v7/x')).toBe(false);
  expect(isPlatform(arm7, 'linux/ar')).toBe(false);
  expect(isPlatform(arm7, 'linux')).toBe(false);
});

test('the variant that goes without saying', () => {
  expect(isPlatform(arm64, 'linux/arm64/v8')).toBe(true);
  expect(isPlatform({ ...arm64, variant: 'v8' }, 'linux/arm64')).toBe(true);
  expect(isPlatform(arm64, 'linux/arm64/v9')).toBe(false);
});

test('other names of architectures', () => {
  expect(isPlatform({ os: 'linux', architecture: 'amd64' }, 'Linux/x86_64')).toBe(true);
  expect(isPlatform(arm64, 'linux/aarch64')).toBe(true);
  expect(isPlatform(arm7, 'linux/armhf')).toBe(true);
});

test('as text', () => {
  expect(platformText(arm7)).toBe('linux/arm/v7');
  expect(platformText({ os: '', architecture: '' })).toBe('');
});
