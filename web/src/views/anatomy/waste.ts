/** The reason, and the layer, behind most of what is carried along without being seen. */
import type { DeadReason, Ledger } from '../../engine/api.ts';

export interface Waste {
  reason: DeadReason;
  /** Bytes that are dead for this reason. */
  bytes: number;
  /** The layer that hid most of them; null where the ledger lists none. */
  layer: number | null;
}

/** The reason that costs most; null where nothing is wasted. */
export function largestWaste(ledger: Ledger): Waste | null {
  const reasons = Object.entries(ledger.byReason) as [DeadReason, { bytes: number }][];
  const [first] = reasons.filter(([, { bytes }]) => bytes > 0).sort(([, a], [, b]) => b.bytes - a.bytes);
  if (!first) return null;
  const [reason, { bytes }] = first;
  const byLayer = new Map<number, number>();
  for (const body of ledger.top) {
    if (body.reason === reason) byLayer.set(body.deadLayer, (byLayer.get(body.deadLayer) ?? 0) + body.bytes);
  }
  const [largest] = [...byLayer].sort(([, a], [, b]) => b - a);
  return { reason, bytes, layer: largest?.[0] ?? null };
}
