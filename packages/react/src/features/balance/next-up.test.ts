import { expect, test } from "vitest";
import { listNextEvents } from "./next-up.ts";

const now = new Date("2026-06-06T12:00:00Z");
const pro = {
  key: "pro",
  name: "Pro",
  price: { amount: 2_900, currency: "usd" },
  yearlyPrice: { amount: 29_000, currency: "usd" },
  intervals: ["month" as const],
  tokens: 5_000,
  tokensOnce: 0,
  features: [],
  entitlements: { agents: 10, concurrentCalls: null },
};
const subscription = {
  plan: pro,
  status: "active" as const,
  interval: "month" as const,
  currentPeriod: { start: "2026-05-14T00:00:00Z", end: "2026-06-14T00:00:00Z" },
  cancelsAt: null,
  pending: null,
};

const nothing = { grants: [], subscription: null, topUp: null, bought: null, days: [], lapses: null, now };
const rule = { enabled: true, belowTokens: 500, pausedUntil: null, turnedOffReason: null, lastAttempt: null };
const bought = { key: "growth_pack", name: "Growth", total: 2_200, price: { amount: 1_800, currency: "usd" } };

test("the next payment of a plan stands among what happens next, with its price", () => {
  expect(listNextEvents({ ...nothing, subscription })).toEqual([
    { key: "plan", kind: "renews", plan: "Pro", at: new Date("2026-06-14T00:00:00Z"), price: pro.price, brings: 5_000 },
  ]);
  expect(listNextEvents({ ...nothing, subscription: { ...subscription, interval: "year" } })).toMatchObject([
    { price: pro.yearlyPrice },
  ]);
});

test("of what expires it is said how much will be left of it, once there is a forecast", () => {
  const grant = {
    id: "0190a000-0000-7000-8000-000000000002",
    source: "promotion" as const,
    original: 300,
    remaining: 300,
    priority: 50,
    effectiveAt: "2026-06-01T00:00:00Z",
    expiresAt: "2026-06-20T00:00:00Z",
    order: 1,
    state: "spendable" as const,
    reason: null,
  };
  const unspent = (lapses: Parameters<typeof listNextEvents>[0]["lapses"]) =>
    listNextEvents({ ...nothing, grants: [grant], lapses })[0];
  expect(unspent(null)).toMatchObject({ kind: "expires", unspent: null });
  expect(unspent([])).toMatchObject({ unspent: 0 });
  expect(unspent([{ at: "2026-06-20T00:00:00.000Z", tokens: 120 }])).toMatchObject({ unspent: 120 });
});

test("a plan that ends costs nothing that day, and one that is not paid has no next payment", () => {
  const ending = { ...subscription, cancelsAt: "2026-06-14T00:00:00Z" };
  expect(listNextEvents({ ...nothing, subscription: ending })).toMatchObject([{ kind: "ends", price: null }]);
  expect(listNextEvents({ ...nothing, subscription: { ...subscription, status: "canceled" } })).toEqual([]);
  expect(listNextEvents(nothing)).toEqual([]);
});

test("what is bought by itself stands on the day that the forecast falls below its trigger", () => {
  const days = [
    { at: "2026-06-07T12:00:00Z", expected: 800 },
    { at: "2026-06-08T12:00:00Z", expected: 499.9 },
  ];
  const [first, second] = listNextEvents({ ...nothing, subscription, topUp: rule, bought, days });
  expect(first).toMatchObject({ kind: "topUp", below: 500, price: bought.price, at: new Date("2026-06-08T12:00:00Z") });
  expect(second).toMatchObject({ kind: "renews" });
});

test("without a day it comes last, and a rule that is off buys nothing", () => {
  const kinds = listNextEvents({ ...nothing, subscription, topUp: rule, bought }).map(({ kind }) => kind);
  expect(kinds).toEqual(["renews", "topUp"]);
  expect(listNextEvents({ ...nothing, topUp: { ...rule, enabled: false }, bought })).toEqual([]);
});

test("a charge that failed stands before everything else", () => {
  const lastAttempt = {
    purchaseId: "0190a000-0000-7000-8000-000000000001",
    status: "declined" as const,
    price: bought.price,
    createdAt: "2026-06-05T12:00:00Z",
  };
  const topUp = { ...rule, enabled: false, turnedOffReason: "declined", lastAttempt };
  const overdue = { ...subscription, status: "past_due" as const };
  expect(listNextEvents({ ...nothing, subscription: overdue, topUp, bought })).toMatchObject([
    { kind: "failed", plan: "Pro" },
    { kind: "failed", plan: null, price: bought.price },
  ]);
});
