import { type Command, DAY_MS, type Fact, HOUR_MS, type Instant, tokenMonthStart } from "@farebox/billing-core";
import { apply, aSubscription, invoicePayment, refundOf, starterLine } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock } from "../balances/advance-sandbox-clock.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { type Life, type SoldState, soldStates, tellAtOnce } from "../testing/many-lives.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { verifyLedger } from "../verify-ledger/verify-ledger.ts";

const ORDERS = Number(process.env["FAREBOX_EVENT_ORDERS"] ?? 2_000);
const ALL_ORDERS = 40_320;
const AT_ONCE = 100;

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

test(`${ORDERS} of the 40,320 orders of a subscribe–renew–refund life's eight events end, in the database, as the one they happened in`, async () => {
  const now = Number(await advanceSandboxClock(ledger.db.service, 0));
  const wanted = [0, ...spread(ORDERS)];
  let expected: SoldState | null = null;
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const orders = wanted.slice(from, from + AT_ONCE).map(orderOfRank);
    const lives = await Promise.all(
      orders.map(async (order): Promise<Life & { order: readonly number[]; facts: readonly Fact[] }> => {
        const businessId = await ledger.newBusiness();
        return { businessId, names: [`_${businessId}`], order, facts: lifeOf(`_${businessId}`, now) };
      }),
    );
    for (let place = 0; place < 8; place += 1) {
      const told = lives.map(({ businessId, order, facts }): [string, Command[]] => {
        const fact = facts[order[place] ?? -1];
        return [businessId, fact === undefined ? [] : [apply(fact)]];
      });
      await tellAtOnce(ledger, new Map(told));
    }
    const states = await soldStates(ledger, { lives, base: now });
    expected ??= states[0] ?? null;
    for (const [index, state] of states.entries()) expect(state, `the order ${lives[index]?.order}`).toEqual(expected);
  }
  // What was paid for: the renewed month less the third that was refunded, to its end, because the subscription ended.
  expect(expected?.grants).toContain("line:il_1#0: 666666666 of 1000000000, 333333334 refunded");
  expect(expected?.rest).toMatch(/^ledger 666666666\nfree canceled sub#0/);
  expect(expected?.rest).toContain("after 0 h: 666666666 available");
  const checked = await inTransaction(ledger.db.servicePool, (sql) => verifyLedger(sql), "snapshot, read only");
  expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
}, 900_000);

/** Subscribed, paid (two events), active, renewed, a new period, partly refunded, ended: begun 31 days ago. */
function lifeOf(name: string, now: Instant): readonly Fact[] {
  const begunAt = now - 31 * DAY_MS;
  const [renewedAt, endsAt] = [tokenMonthStart(begunAt, 1), tokenMonthStart(begunAt, 2)];
  const secondPeriod = { periodStartAt: renewedAt, periodEndAt: endsAt };
  const state = (fields: Parameters<typeof aSubscription>[0]): Fact => ({
    fact: "subscription_state",
    subscription: aSubscription({
      id: `sub${name}`,
      startedAt: begunAt,
      anchorAt: begunAt,
      periodStartAt: begunAt,
      periodEndAt: renewedAt,
      asOf: begunAt,
      ...fields,
    }),
  });
  const line = (month: number): Fact =>
    starterLine(month, {
      lineId: `il_${month}${name}`,
      subscriptionId: `sub${name}`,
      payment: invoicePayment(`in_${month}${name}`),
      months: [{ startAt: tokenMonthStart(begunAt, month), endAt: tokenMonthStart(begunAt, month + 1) }],
    });
  return [
    state({ status: "incomplete" }),
    line(0),
    line(0),
    state({ asOf: begunAt + 1 }),
    line(1),
    state({ ...secondPeriod, asOf: renewedAt }),
    refundOf(invoicePayment(`in_1${name}`), { cause: `refund:re${name}`, amount: 300 }),
    state({ ...secondPeriod, status: "canceled", endedAt: now - HOUR_MS, asOf: now - HOUR_MS }),
  ];
}

/** So many different ranks below 40,320: steps of a number that has no factor in common with it. */
function spread(count: number): readonly number[] {
  return Array.from({ length: Math.min(count, ALL_ORDERS) }, (_, index) => (index * 19_997 + 1) % ALL_ORDERS);
}

/** The order of eight things that has this place among all of them. */
function orderOfRank(rank: number): readonly number[] {
  const left = [0, 1, 2, 3, 4, 5, 6, 7];
  let rest = rank;
  return Array.from({ length: 8 }, (_, place) => {
    const [chosen = -1] = left.splice(rest % (8 - place), 1);
    rest = Math.floor(rest / (8 - place));
    return chosen;
  });
}
