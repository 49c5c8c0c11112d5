import { describe, expect, test } from "vitest";
import type { Grant } from "./account.ts";
import { type MicroTokens, tokens, ZERO } from "./amounts.ts";
import { assumptionText } from "./forecast/assumption-text.ts";
import { comingPlan, NO_COMING_PLAN } from "./forecast/coming-tokens.ts";
import { FORECAST_DAYS, type ForecastInput, forecast, runwayHours } from "./forecast.ts";
import { DAY_MS, HOUR_MS } from "./instants.ts";
import { tokenMonthStart } from "./periods.ts";
import { aGrant, TEST_NOW, testId } from "./testing/builders.ts";
import { aSubscription } from "./testing/selling-life.ts";

const steady = (perDay: number, length = 28): readonly MicroTokens[] => Array(length).fill(tokens(perDay));
const holding = (...grants: readonly Grant[]): ForecastInput["account"] => ({
  grants,
  holds: [],
  debt: ZERO,
  lastRecordedAt: null,
});
const asked = (fields: Partial<ForecastInput> = {}): ForecastInput => ({
  now: TEST_NOW,
  account: holding(aGrant({ original: tokens(100) })),
  days: steady(10),
  plan: NO_COMING_PLAN,
  ...fields,
});
const inDays = (instant: number | null | undefined) => ((instant ?? Number.NaN) - TEST_NOW) / DAY_MS;

describe("a forecast with what would be bought", () => {
  test("lasts as many days longer as that pays for", () => {
    expect(inDays(forecast(asked({ bought: tokens(200) })).runsOutAt?.p50)).toBe(30);
  });

  test("settles debt first", () => {
    const account = { ...holding(), debt: tokens(50) };
    expect(inDays(forecast(asked({ account, bought: tokens(200) })).runsOutAt?.p50)).toBe(15);
    expect(forecast(asked({ account, bought: tokens(50) })).state).toBe("out");
  });
});

describe("a forecast", () => {
  test("of 100 tokens at 10 a day says ten days, and a band around them", () => {
    const { basis, burnPerDay, state, runsOutAt } = forecast(asked());
    expect({ basis, burnPerDay, state }).toEqual({ basis: "7_days", burnPerDay: tokens(10), state: "runs_out" });
    expect(inDays(runsOutAt?.p50)).toBeCloseTo(10, 6);
    expect(inDays(runsOutAt?.p20)).toBeGreaterThan(8);
    expect(inDays(runsOutAt?.p20)).toBeLessThan(9.9);
    expect(inDays(runsOutAt?.p80)).toBeGreaterThan(10.1);
    expect(inDays(runsOutAt?.p80)).toBeLessThan(12.5);
    expect(runwayHours(forecast(asked()))).toBeCloseTo(240, 4);
  });

  test("weighs recent days more", () => {
    const rising = [30, 10, 10, 10, 10, 10, 10].map(tokens);
    const falling = [10, 10, 10, 10, 10, 10, 30].map(tokens);
    expect(forecast(asked({ days: rising })).burnPerDay).toBeGreaterThan(
      forecast(asked({ days: falling })).burnPerDay as bigint,
    );
  });

  test.each([
    { use: [], basis: "not_enough_usage" },
    { use: [5, 0, 5], basis: "not_enough_usage" },
    { use: [5, 0, 5, 0, 0, 0, 5], basis: "7_days" },
    { use: [5, 0, 5, 0, 0, 0, 0, 5], basis: "28_days" },
    { use: [...Array(27).fill(0), 5], basis: "not_enough_usage" },
  ] as const)("rests on $basis where the last days used $use", ({ use, basis }) => {
    const { basis: said, runsOutAt, assumptions } = forecast(asked({ days: use.map(tokens) }));
    expect(said).toBe(basis);
    expect(runsOutAt === null).toBe(basis === "not_enough_usage");
    expect(assumptions[0]?.code).toBe(basis === "not_enough_usage" ? "not_enough_usage" : "average_of_days");
  });

  test("says more than 90 days as nothing that runs out, and how it goes down until then", () => {
    const { state, runsOutAt, days } = forecast(asked({ days: steady(1) }));
    expect(state).toBe("beyond_horizon");
    expect(runsOutAt).toBeNull();
    expect(days).toHaveLength(FORECAST_DAYS + 1);
    expect(days[0]).toMatchObject({ at: TEST_NOW, low: tokens(100), expected: tokens(100), high: tokens(100) });
    expect(days.at(-1)?.expected).toBe(tokens(10));
  });

  test("is over where nothing is left or something is owed", () => {
    const over = { p20: TEST_NOW, p50: TEST_NOW, p80: TEST_NOW };
    expect(forecast(asked({ account: holding() }))).toMatchObject({ state: "out", runsOutAt: over });
    const owing = { ...holding(), debt: tokens(3) };
    expect(forecast(asked({ account: owing, days: [] }))).toMatchObject({ state: "out", runsOutAt: over });
  });

  test("loses what expires before it can be spent, and says so", () => {
    const account = holding(
      aGrant({ id: testId(1), original: tokens(80), expiresAt: TEST_NOW + 5 * DAY_MS }),
      aGrant({ id: testId(2), original: tokens(20) }),
    );
    const { runsOutAt, assumptions } = forecast(asked({ account }));
    expect(inDays(runsOutAt?.p50)).toBeCloseTo(7, 6);
    expect(assumptions).toContainEqual({ code: "tokens_expire", tokens: tokens(30), at: TEST_NOW + 5 * DAY_MS });
  });

  test("counts what becomes spendable in time, not what comes too late, and nothing that is frozen", () => {
    const upcoming = (afterDays: number) =>
      aGrant({ id: testId(2), original: tokens(50), effectiveAt: TEST_NOW + afterDays * DAY_MS });
    const frozen = aGrant({ id: testId(3), original: tokens(500), frozenAt: TEST_NOW });
    const lasting = (late: number) =>
      inDays(forecast(asked({ account: holding(aGrant(), upcoming(late), frozen) })).runsOutAt?.p50);
    expect(lasting(9)).toBeCloseTo(15, 6);
    expect(lasting(11)).toBeCloseTo(10, 6);
  });

  test("goes on through renewals, each of which takes the place of the month before", () => {
    const anchorAt = tokenMonthStart(TEST_NOW + 4 * DAY_MS, -1);
    const subscription = aSubscription({ anchorAt, periodEndAt: TEST_NOW + 4 * DAY_MS });
    const plan = comingPlan({
      subscription,
      scheduled: [],
      monthlyOf: () => tokens(1_000),
      now: TEST_NOW,
      until: TEST_NOW + 90 * DAY_MS,
    });
    const month = aGrant({
      source: "plan",
      original: tokens(100),
      expiresAt: TEST_NOW + 7 * DAY_MS,
      planMonth: { subscriptionId: "sub_1", startAt: anchorAt, endAt: TEST_NOW + 4 * DAY_MS },
    });
    const { state, assumptions } = forecast(asked({ account: holding(month), plan }));
    expect(state).toBe("beyond_horizon");
    expect(assumptions).toContainEqual({ code: "tokens_expire", tokens: tokens(60), at: TEST_NOW + 4 * DAY_MS });
    expect(assumptions.filter(({ code }) => code === "plan_renews")).toHaveLength(3);

    const stopped = comingPlan({
      subscription: { ...subscription, cancelsAt: subscription.periodEndAt },
      scheduled: [],
      monthlyOf: () => tokens(1_000),
      now: TEST_NOW,
      until: TEST_NOW + 90 * DAY_MS,
    });
    expect(inDays(forecast(asked({ account: holding(month), plan: stopped })).runsOutAt?.p50)).toBeCloseTo(4, 6);
  });

  test("knows a quiet weekend when four weeks show one", () => {
    // TEST_NOW is a Wednesday: the days that began 3 and 4 days ago are Sunday and Saturday.
    const days = Array.from({ length: 28 }, (_, ago) => tokens(ago % 7 === 3 || ago % 7 === 4 ? 0 : 20));
    const { runsOutAt, assumptions } = forecast(asked({ days, account: holding(aGrant({ original: tokens(70) })) }));
    expect(assumptions).toContainEqual({ code: "days_of_week_differ" });
    // Two and a half days of 20, two that use next to nothing, and the rest of a day: on average 70 would last 4.9 days.
    expect(inDays(runsOutAt?.p50)).toBeGreaterThan(5);
    expect(inDays(runsOutAt?.p50)).toBeLessThan(6);
    const uneven = steady(10).map((amount, ago) => ((amount * BigInt(5 + ((ago * 11) % 13))) / 10n) as MicroTokens);
    expect(forecast(asked({ days: uneven })).assumptions.map(({ code }) => code)).not.toContain("days_of_week_differ");
  });
});

test("every assumption can be said in words", () => {
  const at = TEST_NOW + 13 * HOUR_MS;
  const amount = { tokens: tokens(240), at };
  const said = [
    { code: "average_of_days", days: 7, perDay: tokens(148) },
    { code: "average_of_days", days: 28, perDay: 1_540_000n as MicroTokens },
    { code: "average_of_days", days: 28, perDay: 40_000n as MicroTokens },
    { code: "not_enough_usage", daysWithUse: 2, needed: 3 },
    { code: "days_of_week_differ" },
    { code: "tokens_expire", ...amount },
    { code: "tokens_become_spendable", ...amount },
    { code: "plan_renews", ...amount },
    { code: "paid_month_begins", ...amount },
    { code: "plan_ends", at },
    { code: "frozen_left_out", tokens: tokens(1_234) },
    { code: "purchases_left_out" },
  ] as const;
  expect(said.map((assumption) => assumptionText(assumption, "Europe/Berlin"))).toEqual([
    "7-day weighted average of 148 tokens a day",
    "28-day average of 1.5 tokens a day",
    "28-day average of less than 1 token a day",
    "not enough usage to estimate: 2 of the last 28 days saw any, 3 are needed",
    "days of the week differ as in the last four weeks",
    "includes 240 tokens expiring unspent on 2 Oct",
    "includes 240 tokens that can be spent from 2 Oct",
    "includes 240 tokens when the plan renews on 2 Oct",
    "includes 240 tokens of the month that begins on 2 Oct",
    "the plan ends on 2 Oct",
    "excludes 1,234 tokens frozen by a dispute",
    "excludes purchases and automatic top-up",
  ]);
});
