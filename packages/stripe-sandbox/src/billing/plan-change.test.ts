import { describe, expect, test } from "vitest";
import { type BilledItem, type PlannedChange, planChange } from "./plan-change.ts";

const day = 86_400;
const may = { start: Date.UTC(2026, 4, 1) / 1000, end: Date.UTC(2026, 5, 1) / 1000 };
const item = (changes: Partial<BilledItem>): BilledItem => ({
  id: "si_1",
  price: "price_100",
  product: "prod",
  quantity: 1,
  amount: 10_000,
  isByUsage: false,
  ownDiscounts: [],
  whole: may,
  until: may.end,
  ...changes,
});
const debit = (amount: number) => ({ id: "il_1", item: "si_1", amount, period: may, creditedFrom: may.end });
const plan = (change: Partial<PlannedChange>) =>
  planChange({
    mode: "flexible",
    at: may.start + 15.5 * day,
    before: [item({})],
    after: [item({})],
    debits: [debit(10_000)],
    discounts: [],
    ...change,
  }).map(({ kind, amount, period }) => [kind, amount, period.start, period.end]);
const half = [may.start + 15.5 * day, may.end];

describe("Stripe's example, https://docs.stripe.com/api/subscriptions/update", () => {
  test("from 100 USD to 200 USD in the middle of May adds 50 USD to the next invoice", () => {
    const after = [item({ price: "price_200", amount: 20_000 })];
    expect(plan({ after })).toEqual([
      ["credit", -5000, ...half],
      ["charge", 10_000, ...half],
    ]);
  });
});

test("a subscription that stays the same has no prorations", () => {
  expect(plan({})).toEqual([]);
});

test("an item taken away is credited, an item added is charged, an item billed by usage is neither", () => {
  expect(plan({ after: [] })).toEqual([["credit", -5000, ...half]]);
  expect(plan({ after: [item({}), item({ id: "si_2", amount: 3000 })] })).toEqual([["charge", 1500, ...half]]);
  expect(plan({ after: [item({}), item({ id: "si_3", isByUsage: true })] })).toEqual([]);
});

test("a credit larger than the charge stays a credit: from 100 USD down to 10 USD", () => {
  const after = [item({ price: "price_10", amount: 1000 })];
  expect(plan({ after }).map(([, amount]) => amount)).toEqual([-5000, 500]);
});

test("a date to cancel inside the period credits only what comes after it, and taking it back charges that again", () => {
  const earlier = may.start + 20 * day;
  const shorter = [item({ until: earlier })];
  expect(plan({ after: shorter })).toEqual([["credit", -3548, earlier, may.end]]);
  expect(plan({ before: shorter })).toEqual([["charge", 3548, earlier, may.end]]);
});

test("flexible mode credits what was charged, classic what the price says now", () => {
  const before = [item({ price: "price_200", amount: 20_000 })];
  expect(plan({ before }).map(([, amount]) => amount)).toEqual([-5000, 5000]);
  expect(plan({ before, mode: "classic" }).map(([, amount]) => amount)).toEqual([-10_000, 5000]);
});
