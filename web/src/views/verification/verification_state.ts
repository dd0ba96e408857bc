/** What there is to say about the digests of the chosen image as a whole. */
import type { Claim, DescribedPart, Progress, Verification } from '../../engine/api.ts';

export type VerificationState =
  /** Layers are still being read, or the work was stopped. */
  | { kind: 'waiting' }
  | { kind: 'checking'; share: number }
  /** Only when asked for: so many bytes would come through the network again. */
  | { kind: 'on-request'; bytes: number }
  | { kind: 'verified'; digests: number }
  | { kind: 'mismatch'; parts: number }
  | { kind: 'incomplete'; unchecked: number; digests: number }
  /** Nothing in the archive declares a digest. */
  | { kind: 'none' };

export function verificationState({ verdict, claims }: Verification, progress: Progress | null): VerificationState {
  switch (verdict) {
    case 'none':
      return { kind: 'none' };
    case 'verified':
      return { kind: 'verified', digests: claims.length };
    case 'incomplete':
      return {
        kind: 'incomplete',
        unchecked: claims.filter((claim) => claim.verdict !== 'match').length,
        digests: claims.length,
      };
    case 'mismatch':
      return {
        kind: 'mismatch',
        parts: new Set(claims.filter((claim) => claim.verdict === 'mismatch').map(partKey)).size,
      };
    case 'pending':
      if (progress?.phase === 'read') return { kind: 'on-request', bytes: progress.bytesTotal };
      if (progress?.phase !== 'verifying') return { kind: 'waiting' };
      return { kind: 'checking', share: progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : 0 };
  }
}

/** The part that a claim is about: diff IDs are about their layer, embedded data about what it stands for. */
export function partOf({ subject, of }: Claim): DescribedPart {
  if (subject === 'data') return of ?? 'manifest';
  return subject === 'diff-id' ? 'layer' : subject;
}

const partKey = (claim: Claim) => `${partOf(claim)} ${claim.layer ?? claim.declared}`;
