import { hash } from "node:crypto";
import type { LedgerEntry } from "@farebox/billing-core";

/**
 * Hash of a ledger entry: SHA-256 over the hash of the entry before (32 zero bytes before the first) and every field of
 * the entry as text, so that a changed, removed or inserted row breaks the chain from there on.
 */
export function ledgerHash(before: Uint8Array, businessId: string, entry: LedgerEntry): Uint8Array {
  const content = [
    businessId,
    entry.seq,
    entry.runId,
    entry.leg,
    entry.legs,
    entry.kind,
    entry.amount,
    entry.grantId ?? "",
    entry.balanceAfter,
    entry.occurredAt,
    entry.recordedAt,
  ].join("|");
  return hash("sha256", Buffer.concat([before, Buffer.from(content, "utf8")]), "buffer");
}
