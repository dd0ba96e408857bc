import { expect, test } from 'vitest';
import type { Claim, Progress, Verdict, Verification } from '../../engine/api.ts';
import { partOf, verificationState } from './verification_state.ts';

const claim = (verdict: Verdict, extra: Partial<Claim> = {}): Claim => ({
  subject: 'layer',
  layer: 0,
  declared: 'sha256:d',
  verdict,
  ...extra,
});
const progress = (phase: Progress['phase'], bytesRead = 0, bytesTotal = 0): Progress => ({
  phase,
  bytesRead,
  bytesTotal,
  layers: [],
});
const state = (verdict: Verification['verdict'], claims: Claim[], now: Progress | null = null) =>
  verificationState({ verdict, claims }, now);

test('pending: waiting until the layers are in, then a share', () => {
  const claims = [claim('pending')];
  expect(state('pending', claims)).toEqual({ kind: 'waiting' });
  expect(state('pending', claims, progress('scanning', 1, 2))).toEqual({ kind: 'waiting' });
  expect(state('pending', claims, progress('verifying', 1, 4))).toEqual({ kind: 'checking', share: 0.25 });
  expect(state('pending', claims, progress('verifying'))).toEqual({ kind: 'checking', share: 0 });
  expect(state('pending', claims, progress('done'))).toEqual({ kind: 'waiting' });
});

test('pending until it is asked for: how much would be read', () => {
  expect(state('pending', [claim('pending')], progress('read', 0, 7))).toEqual({ kind: 'on-request', bytes: 7 });
});

test('a layer that is wrong in two ways is one part', () => {
  const claims = [
    claim('mismatch', { subject: 'config', declared: 'sha256:c' }),
    claim('mismatch'),
    claim('mismatch', { subject: 'diff-id' }),
    claim('match', { layer: 1 }),
    claim('pending', { layer: 2 }),
  ];
  expect(state('mismatch', claims, progress('verifying', 1, 2))).toEqual({ kind: 'mismatch', parts: 2 });
});

test('what could not be checked is counted', () => {
  const claims = [claim('match'), claim('missing'), claim('unsupported')];
  expect(state('incomplete', claims)).toEqual({ kind: 'incomplete', unchecked: 2, digests: 3 });
  expect(state('verified', [claim('match')])).toEqual({ kind: 'verified', digests: 1 });
  expect(state('none', [])).toEqual({ kind: 'none' });
});

test('embedded data belongs to what its descriptor stands for', () => {
  expect(partOf(claim('match', { subject: 'data', of: 'config' }))).toBe('config');
  expect(partOf(claim('match', { subject: 'diff-id' }))).toBe('layer');
});
