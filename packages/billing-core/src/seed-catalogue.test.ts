import { expect, test } from "vitest";
import { SEED_PACKAGES } from "./packages.ts";
import { isWithin, SEED_PLANS, TRIAL_TOKENS } from "./plans.ts";
import { SEED_RATE_CARD } from "./rates.ts";
import { checkRate } from "./rating.ts";
import { toTokens } from "./wire.ts";

test("the plans are those of the price list", () => {
  expect(
    SEED_PLANS.map(({ key, price, tokens, tokensOnce, entitlements }) => [
      key,
      price?.amount,
      tokens === null ? null : toTokens(tokens),
      toTokens(tokensOnce),
      entitlements.agents,
    ]),
  ).toEqual([
    ["free", 0, 0, 100, 1],
    ["starter", 900, 1_000, 0, 3],
    ["pro", 2_900, 5_000, 0, 10],
    ["business", 9_900, 20_000, 0, null],
    ["enterprise", undefined, null, 0, null],
  ]);
  expect(toTokens(TRIAL_TOKENS)).toBe(100);
});

test("the packages are those of the price list", () => {
  expect(
    SEED_PACKAGES.map(({ key, tokens, bonus, price }) => [key, toTokens(tokens), toTokens(bonus), price.amount]),
  ).toEqual([
    ["starter_pack", 500, 0, 500],
    ["growth_pack", 2_000, 200, 1_800],
    ["scale_pack", 5_000, 750, 4_000],
    ["enterprise_pack", 20_000, 5_000, 15_000],
  ]);
});

test("the rates are those of the price list", () => {
  expect(
    SEED_RATE_CARD.rates.map(({ service, tokens, per, unit, shape }) => [service, toTokens(tokens), per, unit, shape]),
  ).toEqual([
    ["outbound_call", 2, 60, "second", "call"],
    ["inbound_call", 1.5, 60, "second", "call"],
    ["sms", 0.5, 1, "message", "event"],
    ["transcription", 0.1, 60, "second", "event"],
    ["ai_agent_request", 1, 1, "request", "event"],
  ]);
  for (const rate of SEED_RATE_CARD.rates) expect(() => checkRate(rate)).not.toThrow();
});

test("no limit is no limit", () => {
  expect([isWithin(3, 3), isWithin(3, 4), isWithin(null, 4_000)]).toEqual([true, false, true]);
});
