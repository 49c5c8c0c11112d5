import { type Hold, isSpendable, toTokens } from "@farebox/billing-core";
import type { BalanceNow } from "../use-cases/get-balance.ts";
import type { BalanceAnswer, LiveCallAnswer } from "./balance-schemas.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

export function toBalanceAnswer({ businessId, version, asOf, balance, grants, liveCalls }: BalanceNow): BalanceAnswer {
  return {
    businessId,
    available: toTokens(balance.available),
    held: toTokens(balance.held),
    debt: toTokens(balance.debt),
    total: toTokens(balance.total),
    upcoming: toTokens(balance.upcoming),
    frozen: toTokens(balance.frozen),
    low: balance.low,
    status: balance.status,
    grants: grants.map((grant, index) => ({
      id: grant.id,
      source: grant.source,
      original: toTokens(grant.original),
      remaining: toTokens(grant.remaining),
      priority: grant.priority,
      effectiveAt: toInstantText(grant.effectiveAt),
      expiresAt: toInstantTextOrNull(grant.expiresAt),
      order: index + 1,
      state: isSpendable(grant, asOf) ? "spendable" : grant.frozenAt === null ? "upcoming" : "frozen",
      reason: grant.reason,
    })),
    liveCalls: liveCalls.map(toLiveCallAnswer),
    asOf: toInstantText(asOf),
    version: Number(version),
  };
}

function toLiveCallAnswer(hold: Hold): LiveCallAnswer {
  return {
    holdId: hold.id,
    callId: hold.callId,
    status: "open",
    service: hold.service,
    agentId: hold.agentId,
    startedAt: toInstantText(hold.openedAt),
    elapsedSeconds: hold.elapsedSeconds,
    held: toTokens(hold.held),
    charged: toTokens(hold.accrued),
    grantedSeconds: hold.grantedSeconds,
    rateVersion: hold.rateVersion,
    expiresAt: toInstantText(hold.expiresAt),
  };
}
