import fc from "fast-check";
import { expect, test } from "vitest";
import { affordable, billed, charge, checkRate, MAX_QUANTITY } from "./rating.ts";
import { amountBetween, anyRate } from "./testing/arbitraries.ts";
import { priceOf } from "./testing/reference-prices.ts";

const quantity = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: MAX_QUANTITY }));

test("a charge never decreases as the quantity grows", () => {
  fc.assert(
    fc.property(anyRate, quantity, fc.integer({ min: 0, max: 120 }), (rate, start, more) => {
      expect(charge(rate, start + more) >= charge(rate, start)).toBe(true);
    }),
  );
});

test("what is affordable can be paid, and one unit more cannot", () => {
  fc.assert(
    fc.property(anyRate, amountBetween(0n, 500_000_000n), (rate, budget) => {
      const most = affordable(rate, budget);
      expect(charge(rate, most) <= budget).toBe(true);
      expect(most === MAX_QUANTITY || charge(rate, most + 1) > budget).toBe(true);
    }),
  );
});

test("the budget of a charge affords at least its quantity", () => {
  fc.assert(
    fc.property(anyRate, quantity, (rate, used) => {
      expect(affordable(rate, charge(rate, used))).toBeGreaterThanOrEqual(used);
    }),
  );
});

test("at least what was used is billed, by whole increments", () => {
  fc.assert(
    fc.property(anyRate, quantity, (rate, used) => {
      const units = billed(rate, used);
      expect(units).toBeGreaterThanOrEqual(used);
      if (used > 0) expect((units - rate.initialIncrement) % rate.nextIncrement).toBe(0);
      if (used > rate.initialIncrement) expect(units - used).toBeLessThan(rate.nextIncrement);
    }),
  );
});

test("however often a call is asked for its price on the way, its ticks add up to the receipt", () => {
  fc.assert(
    fc.property(anyRate, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 }), (rate, ticks) => {
      let elapsed = 0;
      let accrued = 0n;
      for (const seconds of ticks) {
        accrued += charge(rate, elapsed + seconds) - charge(rate, elapsed);
        elapsed += seconds;
      }
      expect(accrued).toBe(charge(rate, elapsed));
    }),
  );
});

test("the price is the one counted increment by increment", () => {
  fc.assert(
    fc.property(anyRate, fc.integer({ min: 0, max: 2_000 }), (rate, used) => {
      checkRate(rate);
      expect(charge(rate, used)).toBe(priceOf(rate, used));
    }),
  );
});
