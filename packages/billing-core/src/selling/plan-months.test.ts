import { describe, expect, test } from "vitest";
import { microTokens, tokens } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../instants.ts";
import { tokenMonthStart } from "../periods.ts";
import { TEST_NOW, testIds } from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";
import { apply, aSubscription, invoicePayment, refundOf, SUBSCRIBED_AT, starterLine } from "../testing/selling-life.ts";
import type { Fact } from "./facts.ts";
import { RENEWAL_GRACE_MS, tokenMonthsOf, upgradeTokens } from "./token-months.ts";

const newId = testIds();
const at = (text: string) => Date.parse(text);

function tell(ledger: MemoryLedger, now: Instant, ...facts: readonly Fact[]): void {
  ledger.submit(
    facts.map((fact) => apply(fact)),
    { now, newId },
  );
}

function available(ledger: MemoryLedger, now: Instant) {
  return balanceOf(ledger.wholeAccount(), now).available;
}

const firstEnd = tokenMonthStart(SUBSCRIBED_AT, 1);

describe("M28: a renewal collected late", () => {
  test("finds the old month's tokens alive for 72 hours, and ends them in the same commit", () => {
    const ledger = new MemoryLedger();
    tell(ledger, SUBSCRIBED_AT, starterLine(0));
    expect(available(ledger, firstEnd + RENEWAL_GRACE_MS - 1)).toBe(tokens(1_000));
    expect(available(ledger, firstEnd + RENEWAL_GRACE_MS)).toBe(0n);
    tell(ledger, firstEnd + HOUR_MS, starterLine(1));
    expect(available(ledger, firstEnd + HOUR_MS)).toBe(tokens(1_000));
    expect(ledger.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["plan", tokens(1_000)],
      ["plan", tokens(1_000)],
      ["expiry", -tokens(1_000)],
    ]);
  });

  test("C21, W04: of a subscription that ended, tokens end exactly with their month, whichever is heard first", () => {
    const ended = aSubscription({ status: "canceled", endedAt: firstEnd, asOf: firstEnd });
    const facts: readonly Fact[] = [starterLine(0), { fact: "subscription_state", subscription: ended }];
    for (const order of [facts, facts.toReversed()]) {
      const ledger = new MemoryLedger();
      for (const fact of order) tell(ledger, SUBSCRIBED_AT + DAY_MS, fact);
      expect(available(ledger, firstEnd - 1)).toBe(tokens(1_000));
      expect(available(ledger, firstEnd)).toBe(0n);
      expect(ledger.selling.current?.subscription.status).toBe("canceled");
    }
  });
});

describe("P17, P18: two years of renewals", () => {
  const anchors = ["28", "29", "30", "31"].map((day) => at(`2026-01-${day}T09:30:00Z`));
  test.each([...anchors, at("2028-02-29T00:00:00Z")])(
    "from %d, monthly: one grant a month, no gap, no drift",
    (anchor) => {
      const ledger = new MemoryLedger();
      for (let month = 0; month < 24; month += 1) {
        const span = { startAt: tokenMonthStart(anchor, month), endAt: tokenMonthStart(anchor, month + 1) };
        tell(ledger, span.startAt + HOUR_MS, starterLine(month, { months: [span] }));
        for (const moment of [span.startAt + HOUR_MS, span.endAt - 1, span.endAt + HOUR_MS - 1])
          expect(available(ledger, moment)).toBe(tokens(1_000));
      }
      expect(ledger.grants.size).toBe(24);
    },
  );

  test.each(anchors)("M18: from %d, yearly: twelve drops a year, each on its day", (anchor) => {
    const ledger = new MemoryLedger();
    for (const year of [0, 1]) {
      const [startAt, endAt] = [tokenMonthStart(anchor, 12 * year), tokenMonthStart(anchor, 12 * year + 12)];
      const months = tokenMonthsOf({ anchorAt: anchor, startAt, endAt, interval: "year" });
      expect(months.map((span) => span.startAt)).toEqual(
        Array.from({ length: 12 }, (_, month) => tokenMonthStart(anchor, 12 * year + month)),
      );
      const payment = invoicePayment(`in_${year}`, 10_000);
      tell(ledger, startAt, starterLine(year, { months, payment, cost: 10_000 }));
      for (let month = 1; month < 12; month += 1) {
        const dropAt = tokenMonthStart(anchor, 12 * year + month);
        const due: Fact = { fact: "token_month_due", lineId: `il_${year}`, month };
        tell(ledger, dropAt - 1, due);
        expect(ledger.grants.size).toBe(12 * year + month);
        tell(ledger, dropAt, due, due);
        tell(ledger, dropAt + 1, due);
        expect(available(ledger, dropAt)).toBe(tokens(1_000));
      }
    }
    expect(ledger.grants.size).toBe(24);
    const cost = [...ledger.grants.values()].reduce((sum, { costBasis }) => sum + (costBasis?.amount ?? 0), 0);
    expect(cost).toBe(20_000);
  });
});

test("a yearly line that was refunded, or whose subscription ended, drops nothing more", () => {
  const payment = invoicePayment("in_0", 10_000);
  const months = tokenMonthsOf({
    anchorAt: SUBSCRIBED_AT,
    startAt: SUBSCRIBED_AT,
    endAt: tokenMonthStart(SUBSCRIBED_AT, 12),
    interval: "year",
  });
  const yearly = starterLine(0, { months, payment });
  const due: Fact = { fact: "token_month_due", lineId: "il_0", month: 1 };
  const refunded = new MemoryLedger();
  tell(refunded, SUBSCRIBED_AT, yearly, refundOf(payment));
  tell(refunded, firstEnd, due);
  expect(refunded.grants.size).toBe(1);
  // M04: the refund failed after all, and the month begins late.
  tell(refunded, firstEnd + DAY_MS, refundOf(payment, { standing: false }), due);
  expect(available(refunded, firstEnd + DAY_MS)).toBe(tokens(1_000));

  const ended = new MemoryLedger();
  const subscription = aSubscription({ interval: "year", status: "canceled", endedAt: firstEnd, asOf: firstEnd });
  tell(ended, SUBSCRIBED_AT, yearly);
  tell(ended, firstEnd, { fact: "subscription_state", subscription }, due);
  expect(ended.grants.size).toBe(1);
});

test("M34: half of a yearly invoice refunded halves every month of it", () => {
  const payment = invoicePayment("in_0", 10_000);
  const months = [0, 1].map((month) => ({
    startAt: tokenMonthStart(SUBSCRIBED_AT, month),
    endAt: tokenMonthStart(SUBSCRIBED_AT, month + 1),
  }));
  const ledger = new MemoryLedger();
  tell(ledger, SUBSCRIBED_AT, starterLine(0, { months, payment }), refundOf(payment, { amount: 5_000 }));
  expect(available(ledger, SUBSCRIBED_AT)).toBe(tokens(500));
  tell(ledger, firstEnd, { fact: "token_month_due", lineId: "il_0", month: 1 });
  expect(available(ledger, firstEnd)).toBe(tokens(500));
});

test("M12: an upgrade brings the difference for the rest of the month, rounded up once", () => {
  const month = { startAt: 0, endAt: 30 * DAY_MS };
  const plans = { oldMonthly: tokens(1_000), newMonthly: tokens(5_000), month };
  expect(upgradeTokens({ ...plans, proratedAt: 0 })).toBe(tokens(4_000));
  expect(upgradeTokens({ ...plans, proratedAt: 20 * DAY_MS })).toBe(microTokens(1_333_333_334n));
  expect(upgradeTokens({ ...plans, proratedAt: 30 * DAY_MS })).toBe(0n);
  expect(upgradeTokens({ ...plans, newMonthly: tokens(500), proratedAt: 0 })).toBe(0n);
});

test("rollover keeps what is left up to its cap, into the next month only", () => {
  const ledger = new MemoryLedger();
  const rolloverCap = tokens(300);
  tell(ledger, SUBSCRIBED_AT, starterLine(0));
  tell(ledger, firstEnd, starterLine(1, { rolloverCap }));
  expect(available(ledger, firstEnd)).toBe(tokens(1_300));
  tell(ledger, tokenMonthStart(SUBSCRIBED_AT, 2), starterLine(2, { rolloverCap }));
  expect(available(ledger, tokenMonthStart(SUBSCRIBED_AT, 2))).toBe(tokens(1_300));
});

test("M21: of two subscriptions alive at once both are granted, the younger is extra", () => {
  const ledger = new MemoryLedger();
  const second = aSubscription({ id: "sub_2", planKey: "pro", startedAt: SUBSCRIBED_AT + 1 });
  tell(ledger, TEST_NOW, { fact: "subscription_state", subscription: second });
  tell(ledger, TEST_NOW, { fact: "subscription_state", subscription: aSubscription() });
  tell(
    ledger,
    TEST_NOW,
    starterLine(1),
    starterLine(1, { lineId: "il_x", subscriptionId: "sub_2", payment: invoicePayment("in_x") }),
  );
  expect(ledger.selling.current).toMatchObject({ planKey: "starter", extraIds: ["sub_2"] });
  expect(available(ledger, TEST_NOW)).toBe(tokens(2_000));
});
