import { expect, test } from "vitest";
import { microTokens, tokens } from "../amounts.ts";
import { DAY_MS, HOUR_MS } from "../instants.ts";
import { tokenMonthStart } from "../periods.ts";
import { TEST_NOW, testIds } from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";
import {
  apply,
  aSubscription,
  invoicePayment,
  proUpgrade,
  refundOf,
  SUBSCRIBED_AT,
  soldState,
  starterLine,
} from "../testing/selling-life.ts";
import type { Fact } from "./facts.ts";

const renewedAt = tokenMonthStart(SUBSCRIBED_AT, 1);
const secondPeriod = { periodStartAt: renewedAt, periodEndAt: tokenMonthStart(SUBSCRIBED_AT, 2) };

/** What each of eight events says: subscribed, paid (two events), active, renewed, a new period, refunded, ended. */
const subscribeRenewRefund: readonly Fact[] = [
  { fact: "subscription_state", subscription: aSubscription({ status: "incomplete" }) },
  starterLine(0),
  starterLine(0),
  { fact: "subscription_state", subscription: aSubscription({ asOf: SUBSCRIBED_AT + 1 }) },
  starterLine(1),
  { fact: "subscription_state", subscription: aSubscription({ ...secondPeriod, asOf: renewedAt }) },
  refundOf(invoicePayment("in_1"), { amount: 300 }),
  {
    fact: "subscription_state",
    subscription: aSubscription({
      ...secondPeriod,
      status: "canceled",
      endedAt: TEST_NOW - HOUR_MS,
      asOf: TEST_NOW - HOUR_MS,
    }),
  },
];

const refundThatFailedAndDispute: readonly Fact[] = [
  starterLine(1),
  proUpgrade(1),
  refundOf(invoicePayment("in_1"), { cause: "refund:re_a", amount: 500 }),
  refundOf(invoicePayment("in_1"), { cause: "refund:re_a", amount: 500, standing: false }),
  refundOf(invoicePayment("in_1"), { cause: "refund:re_b", amount: 1 }),
  dispute("open"),
  dispute("lost"),
  {
    fact: "subscription_state",
    subscription: aSubscription({ status: "canceled", endedAt: TEST_NOW, asOf: TEST_NOW }),
  },
];

const upDownUpWon: readonly Fact[] = [
  starterLine(0),
  starterLine(1),
  proUpgrade(1),
  {
    fact: "plan_credited",
    lineId: "il_down",
    subscriptionId: "sub_1",
    amount: 1_900,
    currency: "usd",
    lessMonthly: {
      oldMonthly: tokens(5_000),
      newMonthly: tokens(1_000),
      proratedAt: renewedAt + DAY_MS,
      until: secondPeriod.periodEndAt,
    },
    reason: null,
  },
  proUpgrade(1, { lineId: "il_up_2", payment: invoicePayment("in_up_2", 1_900), proratedAt: renewedAt + DAY_MS }),
  dispute("open"),
  dispute("won"),
  dispute("inquiry"),
];

function dispute(phase: "open" | "lost" | "won" | "inquiry"): Fact {
  return {
    fact: "dispute",
    payment: invoicePayment("in_1"),
    disputeId: "dp_1",
    amount: 900,
    phase,
    reason: "fraudulent",
  };
}

test.each([
  ["a subscription that is renewed, refunded and ended", subscribeRenewRefund],
  ["a refund that failed, another, and a dispute that was lost", refundThatFailedAndDispute],
  ["up, down and up again, and a dispute that was won", upDownUpWon],
])("all 40,320 orders of eight events come to the same: %s", { timeout: 120_000 }, (_, facts) => {
  const inOrder = new MemoryLedger();
  for (const fact of facts) tell(inOrder, fact);
  const expected = soldState(inOrder);
  let orders = 0;
  const deviating = visit(new MemoryLedger(), facts);
  expect(deviating).toBeNull();
  expect(orders).toBe(40_320);

  /** Walks the tree of all orders: what orders have in common at their beginning is decided once. */
  function visit(ledger: MemoryLedger, left: readonly Fact[]): string | null {
    if (left.length === 0) {
      orders += 1;
      return soldState(ledger) === expected ? null : soldState(ledger);
    }
    for (const [index, fact] of left.entries()) {
      const copy = ledger.copy();
      tell(copy, fact);
      const others = left.filter((_one, place) => place !== index);
      const found = visit(copy, others);
      if (found !== null) return found;
    }
    return null;
  }
});

test("the state that all orders come to is the one that was paid for", () => {
  const ledger = new MemoryLedger();
  for (const fact of subscribeRenewRefund) tell(ledger, fact);
  const [first, second] = [...ledger.grants.values()];
  expect(first).toMatchObject({ remaining: 0n, expiresAt: TEST_NOW });
  expect(second).toMatchObject({
    remaining: microTokens(666_666_666n),
    expiresAt: tokenMonthStart(SUBSCRIBED_AT, 2),
    payment: { refunded: 333_333_334n, shortfall: 0n },
  });
  expect(ledger.selling.current).toMatchObject({ planKey: "free", subscription: { status: "canceled" } });
});

const newId = testIds();

function tell(ledger: MemoryLedger, fact: Fact): void {
  ledger.submit([apply(fact)], { now: TEST_NOW, newId });
}
