import type { Fact } from "./facts.ts";

/** The keys of scope `fact` that a fact takes when it is new: each stands for one grant, for ever and for all businesses. */
export function factKeysOf(fact: Fact): readonly string[] {
  switch (fact.fact) {
    case "purchase_paid":
      return [purchaseKey(fact.purchaseId), bonusKey(fact.purchaseId)];
    case "plan_line_paid":
      return [fact.months.length === 1 ? lineKey(fact.lineId) : monthKey(fact.lineId, 0)];
    case "upgrade_line_paid":
      return [lineKey(fact.lineId)];
    case "token_month_due":
      return [monthKey(fact.lineId, fact.month)];
    case "money_returned":
    case "plan_credited":
    case "dispute":
    case "subscription_state":
      return [];
  }
}

/** What was paid for; `bonusKey` is what came on top. */
export function purchaseKey(purchaseId: string): `purchase:${string}` {
  return `purchase:${purchaseId}`;
}

export function bonusKey(purchaseId: string): string {
  return `${purchaseKey(purchaseId)}:bonus`;
}

/** An invoice line that brings one month, or the rest of one. */
export function lineKey(lineId: string): string {
  return `line:${lineId}`;
}

/** One month of a yearly line, from 0; of an upgrade on a yearly line from 1. */
export function monthKey(lineId: string, month: number): string {
  return `${lineKey(lineId)}:month:${month}`;
}

/** Where the credits of a subscription's plans are kept. */
export function creditsKey(subscriptionId: string): `credits:${string}` {
  return `credits:${subscriptionId}`;
}

/** What is kept of the month before. */
export function rolloverKey(factKey: string): string {
  return `${factKey}:rollover`;
}
