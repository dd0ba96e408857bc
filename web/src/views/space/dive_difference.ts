/** Why dive's wasted bytes are not the ledger's dead ones, for this image: its rules are in the engine's RULES.md §4.2. */
import type { DeadReason, DiveScore, Ledger } from '../../engine/api.ts';

/** Dead for a reason that dive does not see: it looks at paths that occur twice, and not into folders that are gone. */
const unseen = ['deleted-dir', 'opaque', 'duplicate-entry'] as const satisfies readonly DeadReason[];
export type UnseenReason = (typeof unseen)[number];

export interface DiveDifference {
  ours: number;
  dive: number;
  notCounted: { reason: UnseenReason; bytes: number }[];
  /** What is left to explain: `ours` less all `notCounted` plus this is `dive`. Above 0, the copies that are kept. */
  kept: number;
}

export function diveDifference(ledger: Ledger, dive: DiveScore): DiveDifference {
  const notCounted = unseen
    .map((reason) => ({ reason, bytes: ledger.byReason[reason]?.bytes ?? 0 }))
    .filter(({ bytes }) => bytes > 0);
  const seen = notCounted.reduce((rest, { bytes }) => rest - bytes, ledger.dead);
  return { ours: ledger.dead, dive: dive.wastedBytes, notCounted, kept: dive.wastedBytes - seen };
}
