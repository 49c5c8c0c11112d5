import { describe, expect, test } from "vitest";
import { tokens } from "../amounts.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../instants.ts";
import { TEST_NOW } from "../testing/builders.ts";
import { aSubscription, SUBSCRIBED_AT } from "../testing/selling-life.ts";
import { disputePhaseOf } from "./dispute-phase.ts";
import { inversions } from "./inversions.ts";
import { toMajorText, withoutTax } from "./money.ts";
import { changeOfPlan, type OfferedPlan, previewTokens, type WantedPlan } from "./plan-change.ts";
import { afterDecline, afterPaid, spentThisMonth, type TopUpAttempt, type TopUpRule, topUpNow } from "./top-up.ts";

const plans: readonly OfferedPlan[] = [
  { key: "free", intervals: [], tokens: tokens(0) },
  { key: "starter", intervals: ["month", "year"], tokens: tokens(1_000) },
  { key: "pro", intervals: ["month", "year"], tokens: tokens(5_000) },
];

function wanting(planKey: string, fields: Partial<WantedPlan> = {}): WantedPlan {
  return { subscription: aSubscription(), planKey, interval: "month", plans, ...fields };
}

describe("choosing a plan", () => {
  const over = aSubscription({ status: "canceled" });
  test.each([
    ["the first time", wanting("starter", { subscription: null }), { action: "create" }],
    ["again after the end", wanting("starter", { subscription: over }), { action: "create" }],
    ["a greater one", wanting("pro"), { action: "upgrade" }],
    ["a smaller one", wanting("starter", { subscription: aSubscription({ planKey: "pro" }) }), { action: "downgrade" }],
    ["the same by the year", wanting("starter", { interval: "year" }), { action: "upgrade" }],
    [
      "a greater one by the month instead of the year",
      wanting("pro", { subscription: aSubscription({ interval: "year" }) }),
      { action: "downgrade" },
    ],
    ["the same", wanting("starter"), { refused: "already_on_plan" }],
    [
      "the same after canceling",
      wanting("starter", { subscription: aSubscription({ cancelsAt: 1 }) }),
      { action: "resume" },
    ],
    ["one that is not sold", wanting("enterprise"), { refused: "unknown_plan" }],
    ["free", wanting("free"), { refused: "unknown_plan" }],
    [
      "more while payment is overdue",
      wanting("pro", { subscription: aSubscription({ status: "past_due" }) }),
      { refused: "payment_overdue" },
    ],
    [
      "M22 the one that waits for payment",
      wanting("starter", { subscription: aSubscription({ status: "incomplete" }) }),
      { action: "pay" },
    ],
    [
      "M21 a second one",
      wanting("pro", { subscription: aSubscription({ status: "paused" }) }),
      { refused: "already_subscribed" },
    ],
  ])("%s", (_, wanted, expected) => {
    expect(changeOfPlan(wanted)).toEqual(expected);
  });

  test("shows the tokens first: the rest of the month's difference now, all of them from the next month on", () => {
    const held = { tokensHeldMonthly: tokens(1_000), tokensWantedMonthly: tokens(5_000) };
    const subscription = aSubscription({ periodEndAt: SUBSCRIBED_AT + 30 * DAY_MS });
    const halfway = SUBSCRIBED_AT + 15 * DAY_MS;
    expect(previewTokens({ ...wanting("pro", { subscription }), ...held }, halfway)).toEqual({
      now: tokens(2_000),
      monthly: tokens(5_000),
      from: halfway,
    });
  });
});

describe("automatic top-up", () => {
  const rule: TopUpRule = {
    enabled: true,
    below: tokens(100),
    packageKey: "starter_pack",
    monthlyCap: 2_000,
    consent: { who: "owner", when: 0 },
    declinesInARow: 0,
    pausedUntil: null,
    turnedOffReason: null,
  };
  const price = { amount: 500, currency: "usd" };
  const attempt = (status: TopUpAttempt["status"], agoMs: number): TopUpAttempt => ({
    status,
    price,
    createdAt: TEST_NOW - agoMs,
  });
  const ask = (fields: Partial<Parameters<typeof topUpNow>[0]> = {}) =>
    topUpNow({ rule, total: tokens(99), price, attempts: [], timeZone: "UTC", now: TEST_NOW, ...fields });

  test.each([
    ["off", ask({ rule: { ...rule, enabled: false } }), "off"],
    ["without consent", ask({ rule: { ...rule, consent: null } }), "off"],
    ["at the threshold", ask({ total: tokens(100) }), "not_below"],
    ["while one is under way", ask({ attempts: [attempt("open", DAY_MS)] }), "open"],
    ["after a decline", ask({ rule: afterDecline(rule, TEST_NOW - HOUR_MS + 1) }), "paused"],
    ["within ten minutes", ask({ attempts: [attempt("paid", 10 * MINUTE_MS - 1)] }), "cool_down"],
    [
      "a fourth time in a day",
      ask({
        attempts: [1, 2, 3].map((hours) => attempt("paid", hours * HOUR_MS)),
        rule: { ...rule, monthlyCap: 9_000 },
      }),
      "daily_limit",
    ],
    ["beyond the month's cap", ask({ rule: { ...rule, monthlyCap: 499 } }), "monthly_cap"],
  ])("does not charge %s", (_, decision, why) => {
    expect(decision).toMatchObject({ attempt: false, why });
  });

  test("charges below the threshold, and again after each wait", () => {
    expect(ask()).toEqual({ attempt: true });
    expect(ask({ attempts: [attempt("paid", 10 * MINUTE_MS), attempt("declined", MINUTE_MS)] })).toEqual({
      attempt: true,
    });
    expect(ask({ rule: afterDecline(rule, TEST_NOW - HOUR_MS) })).toEqual({ attempt: true });
  });

  test("goes off after two declines in a row, and a payment forgives the first", () => {
    const once = afterDecline(rule, TEST_NOW);
    expect(once).toMatchObject({ enabled: true, pausedUntil: TEST_NOW + HOUR_MS });
    expect(afterDecline(once, TEST_NOW)).toMatchObject({ enabled: false, turnedOffReason: "card_declined" });
    expect(afterDecline(afterPaid(once), TEST_NOW)).toMatchObject({ enabled: true });
  });

  test("counts a month of the business's own zone", () => {
    const attempts = [attempt("paid", 13 * HOUR_MS), attempt("declined", HOUR_MS), attempt("open", HOUR_MS)];
    expect(spentThisMonth(attempts, { timeZone: "UTC", now: TEST_NOW })).toBe(500);
    expect(spentThisMonth(attempts, { timeZone: "Asia/Kolkata", now: TEST_NOW })).toBe(1_000);
  });
});

describe("money", () => {
  test.each([
    [1_234, "usd", "12.34"],
    [5, "usd", "0.05"],
    [1_234, "jpy", "1234"],
    [1_234, "kwd", "1.234"],
    [-50, "usd", "-0.50"],
  ])("M26 %d %s is %s", (amount, currency, text) => {
    expect(toMajorText({ amount, currency })).toBe(text);
  });

  test("M27 tax is taken out of what was paid and of what goes back alike", () => {
    const whole = { total: 1_071, totalWithoutTax: 900 };
    expect(withoutTax(1_071, whole)).toBe(900);
    expect(withoutTax(357, whole)).toBe(300);
    expect(withoutTax(500, { total: 500, totalWithoutTax: 500 })).toBe(500);
  });

  test("M05 an inquiry is no dispute", () => {
    expect(["warning_needs_response", "needs_response", "lost", "won", "warning_closed"].map(disputePhaseOf)).toEqual([
      "inquiry",
      "open",
      "lost",
      "won",
      "inquiry",
    ]);
  });

  test("a package cheaper by the token than a plan is named", () => {
    const plan = { key: "starter", tokens: tokens(1_000), price: { amount: 900, currency: "usd" } };
    const pack = { key: "growth_pack", tokens: tokens(2_200), price: { amount: 1_800, currency: "usd" } };
    expect(inversions([plan], [pack])).toEqual([{ packageKey: "growth_pack", planKey: "starter" }]);
    expect(inversions([plan], [{ ...pack, tokens: tokens(2_000) }])).toEqual([]);
  });
});
