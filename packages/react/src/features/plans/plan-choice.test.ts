import { expect, test } from "vitest";
import { choosePlan } from "./plan-choice.ts";

type Subscribed = Parameters<typeof choosePlan>[0]["subscription"];

const usd = (amount: number) => ({ amount, currency: "usd" });
const plan = (key: string, price: number | null, intervals: ("month" | "year")[]) => ({
  key,
  name: key,
  price: price === null ? null : usd(price),
  yearlyPrice: null,
  intervals,
  tokens: price,
  tokensOnce: 0,
  features: [],
  entitlements: { agents: null, concurrentCalls: null },
});
const free = plan("free", 0, []);
const starter = plan("starter", 900, ["month"]);
const pro = plan("pro", 2_900, ["month", "year"]);
const plans = [free, starter, pro, plan("enterprise", null, [])];

const on = (held: (typeof plans)[number], more: Partial<Subscribed> = {}): Subscribed => ({
  plan: held,
  status: held.key === "free" ? "none" : "active",
  interval: held.key === "free" ? null : "month",
  cancelsAt: null,
  pending: null,
  ...more,
});
const choices = (subscription: Subscribed, interval: "month" | "year" = "month") =>
  plans.map((one) => choosePlan({ plan: one, plans, subscription, interval }));

test("from Free every plan is subscribed to, and Enterprise is agreed", () => {
  expect(choices(on(free))).toEqual(["current", "subscribe", "subscribe", "custom"]);
});

test("more is an upgrade, less waits for the end, Free is a cancel", () => {
  expect(choices(on(starter))).toEqual(["cancel", "current", "upgrade", "custom"]);
  expect(choices(on(pro))).toEqual(["cancel", "downgrade", "current", "custom"]);
});

test("what ends can be kept, and is not canceled twice", () => {
  expect(choices(on(pro, { cancelsAt: "2026-12-14T00:00:00Z" }))).toEqual(["next", "downgrade", "resume", "custom"]);
});

test("M23: with an open payment nothing more is sold, but less can be chosen", () => {
  expect(choices(on(starter, { status: "past_due" }))[2]).toBe("overdue");
  expect(choices(on(pro, { status: "past_due" }))[1]).toBe("downgrade");
});

test("a plan that is not sold by the year says so; from monthly to yearly is an upgrade", () => {
  expect(choices(on(pro), "year")).toEqual(["cancel", "not_sold", "upgrade", "custom"]);
});

test("M22: a first payment that waits holds back other plans", () => {
  expect(choices(on(free, { status: "incomplete" }))[1]).toBe("busy");
});
