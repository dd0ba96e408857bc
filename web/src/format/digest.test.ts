import { expect, test } from 'vitest';
import { shortDigest } from './digest.ts';

test('twelve digits of a digest', () => {
  expect(shortDigest(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('0123456789ab');
});

test('what is no digest is not cut', () => {
  expect(shortDigest('latest')).toBe('latest');
  expect(shortDigest('sha256:short')).toBe('sha256:short');
});
