import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { LegRow, TransactionRow } from "@farebox/db/reads";
import { toCallAnswer } from "./call-story.ts";
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
    ...toReason(row),
    grants: toGrantShares(row.legs),
    status: toStatus(row),
    ...(row.hold !== null && { call: toCallAnswer(row.hold) }),
  };
}

function toReason({ reason, hold }: TransactionRow): { readonly reason?: string } {
  const words = reason ?? hold?.closedReason ?? null;
  return words === null ? {} : { reason: words };
}

function toStatus({ id, type, amount, isCorrected, hold }: TransactionRow): TransactionAnswer["status"] {
  if (isCorrected) return "corrected";
  if (hold?.status === "abandoned" && hold.id === id) return "abandoned";
  return type === "usage" && amount === 0n ? "no_charge" : "settled";
}

/** What each grant gave or got, in the order it was first touched. What is not in it was debt. */
function toGrantShares(legs: readonly LegRow[]): { grantId: string; amount: number }[] {
  const shares = new Map<string, bigint>();
  for (const { grantId, amount } of legs) {
    if (grantId !== null) shares.set(grantId, (shares.get(grantId) ?? 0n) + amount);
  }
  return [...shares].map(([grantId, amount]) => ({ grantId, amount: toTokens(amount as MicroTokens) }));
}
