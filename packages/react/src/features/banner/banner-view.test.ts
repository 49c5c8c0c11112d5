import { expect, test } from "vitest";
import { type BannerFacts, chooseBanner } from "./banner-view.ts";

const plan = {
  key: "pro",
  name: "Pro",
  price: { amount: 2_900, currency: "usd" },
  yearlyPrice: null,
  intervals: ["month" as const],
  tokens: 5_000,
  tokensOnce: 0,
  features: [],
  entitlements: { agents: 10, concurrentCalls: null },
};
const subscription = {
  plan,
  status: "active" as const,
  interval: "month" as const,
  currentPeriod: { start: "2026-05-14T00:00:00Z", end: "2026-06-14T00:00:00Z" },
  cancelsAt: null,
  pending: null,
  agreement: null,
};
const when = { timeZone: "UTC", now: new Date("2026-06-06T12:00:00Z") };
const choose = (more: Partial<BannerFacts>) =>
  chooseBanner({ subscription, topUp: null, cards: [], due: null, ...more }, when);

const off = { enabled: false, pausedUntil: null, turnedOffReason: "card_declined" as const };
const visa = { id: "pm", brand: "visa", last4: "4242", expMonth: 7, expYear: 2026, expiresSoon: true, isDefault: true };

test("a plan that is paid and goes on needs no banner", () => {
  expect(choose({})).toBeNull();
  expect(choose({ subscription: { ...subscription, status: "none" } })).toBeNull();
});

test("M23: a failed renewal says what is open and that tokens stay, before anything else", () => {
  const pastDue = { ...subscription, status: "past_due" as const, cancelsAt: "2026-06-14T00:00:00Z" };
  expect(choose({ subscription: pastDue, topUp: off, due: { amount: 2_900, currency: "usd" } })).toEqual({
    tone: "bad",
    text: "Your last payment of $29.00 failed. Tokens you have stay usable.",
    action: "pay",
    verb: "Pay now",
  });
});

test("one banner at a time: declined top-ups, then a card that ends, then a plan that ends", () => {
  const ending = { ...subscription, cancelsAt: "2026-06-14T00:00:00Z" };
  expect(choose({ subscription: ending, cards: [visa], topUp: off })?.action).toBe("review");
  expect(choose({ subscription: ending, cards: [visa] })?.action).toBe("card");
  expect(choose({ subscription: ending })).toMatchObject({ tone: "plain", action: "resume", verb: "Keep Pro" });
});

test("a card that ends soon is nobody's concern when nothing is charged by itself", () => {
  expect(choose({ subscription: { ...subscription, status: "none" }, cards: [visa] })).toBeNull();
});

test("a change to a smaller plan names both and the day", () => {
  const pending = { plan: "starter", interval: "month" as const, at: "2026-06-14T00:00:00Z" };
  expect(choose({ subscription: { ...subscription, pending } })?.text).toMatch(/^Pro becomes Starter on/);
});
