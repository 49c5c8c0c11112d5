import { describe, expect, test } from "vitest";
import { creditsFromDebits, netAmounts, timeShare } from "./proration.ts";

const day = 86_400;
const april = { start: Date.UTC(2026, 3, 1) / 1000, end: Date.UTC(2026, 4, 1) / 1000 };
const fiveOff = { id: "di_a", percentOff: null, amountOff: 500, appliesToProducts: null };

describe("Stripe's own examples, https://docs.stripe.com/billing/subscriptions/prorations", () => {
  test("10 USD to 20 USD halfway: -5 USD and +10 USD", () => {
    const rest = { start: april.start + 15 * day, end: april.end };
    expect(timeShare(1000, april, rest)).toBe(500);
    expect(timeShare(2000, april, rest)).toBe(1000);
  });

  test("the preview example: 445,540 of 2,678,400 seconds left, -1.66 USD of 10 USD and 5.41 USD of 32.52 USD", () => {
    const period = { start: 1596749288, end: 1599427688 };
    const rest = { start: 1598982148, end: 1599427688 };
    const [credit] = creditsFromDebits([{ id: "il", amount: 1000, period, creditedFrom: period.end }], rest.start);
    expect(credit).toEqual({ debit: "il", amount: -166, period: rest });
    expect(timeShare(3252, period, rest)).toBe(541);
  });

  test("an upgrade without prorations is not credited: flexible mode credits the 10 USD that were charged", () => {
    const rest = { start: april.start + 20 * day, end: april.end };
    const [credit] = creditsFromDebits(
      [{ id: "il", amount: 1000, period: april, creditedFrom: april.end }],
      rest.start,
    );
    expect(credit?.amount).toBe(-333);
    expect(timeShare(1000, april, rest)).toBe(333);
    // Classic mode credits the current price instead: a third of 20 USD.
    expect(-timeShare(2000, april, rest)).toBe(-667);
  });

  test("5 USD off on 10 USD and 20 USD: half of the first item is 4.17 USD in flexible mode and 2.50 USD in classic", () => {
    const items = [
      { amount: 1000, product: "prod_a" },
      { amount: 2000, product: "prod_b" },
    ];
    const rest = { start: april.start + 15 * day, end: april.end };
    const [flexible] = netAmounts("flexible", items, [fiveOff]);
    const [classic] = netAmounts("classic", items, [fiveOff]);
    expect(flexible).toBe(834);
    expect(timeShare(flexible ?? 0, april, rest)).toBe(417);
    expect(classic).toBe(500);
    expect(timeShare(classic ?? 0, april, rest)).toBe(250);
  });
});

test("time already credited is not credited twice, and a debit that has not begun is credited whole", () => {
  const debits = [
    { id: "first", amount: 3000, period: april, creditedFrom: april.start + 10 * day },
    { id: "second", amount: 4000, period: { start: april.start + 10 * day, end: april.end }, creditedFrom: april.end },
  ];
  expect(creditsFromDebits(debits, april.start + 20 * day)).toEqual([
    { debit: "second", amount: -2000, period: { start: april.start + 20 * day, end: april.end } },
  ]);
  // A proration date before the last change reaches back into the debit before it: one credit for each.
  expect(creditsFromDebits(debits, april.start + 5 * day).map(({ debit, amount }) => [debit, amount])).toEqual([
    ["first", -500],
    ["second", -4000],
  ]);
});
