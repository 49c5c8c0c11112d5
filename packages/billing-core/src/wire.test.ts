import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_MICRO_TOKENS, microTokens } from "./amounts.ts";
import { amountBetween } from "./testing/arbitraries.ts";
import { fromTokens, toTokens, toTokensText } from "./wire.ts";

describe("tokens on the wire", () => {
  test.each([
    [0n, 0, "0"],
    [1n, 0.000001, "0.000001"],
    [-1n, -0.000001, "-0.000001"],
    [2_033_334n, 2.033334, "2.033334"],
    [100_000_000n, 100, "100"],
    [-500_000n, -0.5, "-0.5"],
    [100_000n, 0.1, "0.1"],
    [MAX_MICRO_TOKENS, 8_000_000_000, "8000000000"],
    [-MAX_MICRO_TOKENS, -8_000_000_000, "-8000000000"],
    [MAX_MICRO_TOKENS - 1n, 7_999_999_999.999999, "7999999999.999999"],
  ])("%i micro-tokens are %d", (amount, number, text) => {
    expect(toTokens(microTokens(amount))).toBe(number);
    expect(toTokensText(microTokens(amount))).toBe(text);
    expect(fromTokens(number)).toBe(amount);
  });

  test.each([
    [0.1 + 0.2, "must have at most 6 decimals"],
    [1e-7, "must have at most 6 decimals"],
    [0.0000015, "must have at most 6 decimals"],
    [-1.0000001, "must have at most 6 decimals"],
    [8_000_000_000.000001, "must be at most 8 billion tokens"],
    [-8_000_000_001, "must be at most 8 billion tokens"],
    [2 ** 53, "must be at most 8 billion tokens"],
    [2 ** 63, "must be at most 8 billion tokens"],
    [1e21, "must be at most 8 billion tokens"],
    [1e308, "must be at most 8 billion tokens"],
    [Number.NaN, "must be a number"],
    [Number.POSITIVE_INFINITY, "must be a number"],
    [Number.NEGATIVE_INFINITY, "must be a number"],
  ])("%d is refused, never rounded", (number, message) => {
    expect(fromTokens(number, "grant.tokens")).toEqual({ code: "validation_failed", field: "grant.tokens", message });
  });

  test("negative zero is zero", () => {
    expect(fromTokens(-0)).toBe(0n);
  });
});

test("every amount survives the way out as JSON and back", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        amountBetween(-MAX_MICRO_TOKENS, MAX_MICRO_TOKENS),
        amountBetween(-10_000_000n, 10_000_000n),
        amountBetween(MAX_MICRO_TOKENS - 10_000_000n, MAX_MICRO_TOKENS),
      ),
      (amount) => {
        expect(fromTokens(JSON.parse(JSON.stringify(toTokens(amount))))).toBe(amount);
        expect(String(toTokens(amount))).toBe(toTokensText(amount));
      },
    ),
    { numRuns: 5_000 },
  );
});
