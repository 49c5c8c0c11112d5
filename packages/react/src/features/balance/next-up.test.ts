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

test("the next payment of a plan stands among what happens next, with its price", () => {
  expect(listNextEvents([], subscription, now)).toEqual([
    { key: "plan", kind: "renews", plan: "Pro", at: new Date("2026-06-14T00:00:00Z"), price: pro.price },
  ]);
  expect(listNextEvents([], { ...subscription, interval: "year" }, now)).toMatchObject([{ price: pro.yearlyPrice }]);
});

test("a plan that ends costs nothing that day, and one that is not paid has no next payment", () => {
  const ending = { ...subscription, cancelsAt: "2026-06-14T00:00:00Z" };
  expect(listNextEvents([], ending, now)).toMatchObject([{ kind: "ends", price: null }]);
  expect(listNextEvents([], { ...subscription, status: "past_due" }, now)).toEqual([]);
  expect(listNextEvents([], null, now)).toEqual([]);
});
