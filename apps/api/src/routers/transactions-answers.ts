import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { LegRow, TransactionRow } from "@farebox/db/reads";
import type { TransactionAnswer } from "./transactions-schemas.ts";
import { toInstantText } from "./wire-instants.ts";

export function toTransactionAnswer(row: TransactionRow): TransactionAnswer {
  return {
    id: row.id,
    seq: Number(row.seq),
    type: row.type,
    amount: toTokens(row.amount),
    balanceAfter: toTokens(row.balanceAfter),
    occurredAt: toInstantText(row.occurredAt),
    recordedAt: toInstantText(row.recordedAt),
    ...(row.service !== null && { service: row.service }),
    ...(row.quantity !== null && { quantity: row.quantity }),
    ...(row.agentId !== null && { agentId: row.agentId }),
    ...(row.ref !== null && { ref: row.ref }),
    ...(row.key !== null && { key: row.key }),
    ...(row.reason !== null && { reason: row.reason }),
    grants: toGrantShares(row.legs),
    status: row.isCorrected ? "corrected" : "settled",
  };
}

/** What each grant gave or got, in the order it was first touched. What is not in it was debt. */
function toGrantShares(legs: readonly LegRow[]): { grantId: string; amount: number }[] {
  const shares = new Map<string, bigint>();
  for (const { grantId, amount } of legs) {
    if (grantId !== null) shares.set(grantId, (shares.get(grantId) ?? 0n) + amount);
  }
  return [...shares].map(([grantId, amount]) => ({ grantId, amount: toTokens(amount as MicroTokens) }));
}
