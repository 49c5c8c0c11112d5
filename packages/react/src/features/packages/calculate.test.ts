import { SEED_PACKAGES, SEED_PLANS, SEED_RATE_CARD, toTokens } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { calculate } from "./calculate.ts";
import { USUAL_DRAFT } from "./calculator-draft.ts";

const catalogue = {
  rates: SEED_RATE_CARD.rates.map((rate) => ({
    ...rate,
    tokens: toTokens(rate.tokens),
    minimum: toTokens(rate.minimum),
    connectFee: toTokens(rate.connectFee),
  })),
  plans: SEED_PLANS.map(({ key, price, tokens }) => ({
    key,
    price: price && { ...price },
    tokens: tokens === null ? null : toTokens(tokens),
    intervals: ["month" as const],
  })),
  packages: SEED_PACKAGES.map(({ key, price, tokens, bonus }) => ({
    key,
    price,
    tokens: toTokens(tokens),
    bonus: toTokens(bonus),
  })),
};

test("40 calls a day of 3 minutes, 60 % inbound, with 20 SMS and a request a call are 7,620 tokens", () => {
  // 480 × 6 outbound + 720 × 4.5 inbound + 1,200 requests + 600 × 0.5 SMS
  const month = calculate(USUAL_DRAFT, catalogue);
  expect(month.perMonth).toBe(7_620);
  expect(month.lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(month.perMonth);
});

test("what is bought brings at least what was asked for, and says what is left over", () => {
  const { mix, perMonth } = calculate(USUAL_DRAFT, catalogue);
  expect(mix?.tokens).toBeGreaterThanOrEqual(perMonth);
  expect(mix?.over).toBe((mix?.tokens ?? 0) - perMonth);
});

test("no work costs nothing, and nothing is advised", () => {
  const none = { ...USUAL_DRAFT, callsPerDay: 0, smsPerDay: 0 };
  expect(calculate(none, catalogue)).toMatchObject({ perMonth: 0, lines: [], mix: null, way: null });
});
