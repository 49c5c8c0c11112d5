import { SETTLEMENT_REASON } from "@farebox/billing-core";
import type { Entry } from "./use-history.ts";

/**
 * Entries that are told by the row of their call. A call is one row: one that was abandoned and settled later has three
 * entries in the ledger, its first line, the correction of it, and the line that replaced it. Only the last is shown; its
 * receipt tells the rest, and the sums of the days still count all three.
 */
export function listFolded(entries: readonly Entry[]): ReadonlySet<string> {
  const replaced = new Set<string>();
  for (const { id, type, call } of entries) {
    // The first line of a call has the id of its hold.
    if (type === "usage" && call?.status === "settled" && id !== call.holdId) replaced.add(call.holdId);
  }
  const folded = new Set<string>();
  for (const { id, type, status, reason, call } of entries) {
    if (call === undefined || !replaced.has(call.holdId)) continue;
    const isFirstLine = id === call.holdId && status === "corrected";
    const isSettlement = type === "correction" && reason === SETTLEMENT_REASON;
    if (isFirstLine || isSettlement) folded.add(id);
  }
  return folded;
}
