import fc from "fast-check";
import { expect, test } from "vitest";
import { burnDown } from "./burn-down.ts";
import { compareSpendOrder, isSpendable } from "./grants.ts";
import { amountBetween, anyGrant } from "./testing/arbitraries.ts";
import { TEST_NOW } from "./testing/builders.ts";

const grants = fc
  .uniqueArray(anyGrant, { selector: (grant) => grant.id, maxLength: 12 })
  .map((some) => some.sort(compareSpendOrder));
const cost = amountBetween(0n, 200_000_000n);

test("draws and shortfall add up to the cost, and no grant gives more than it has", () => {
  fc.assert(
    fc.property(grants, cost, (some, price) => {
      const { draws, shortfall } = burnDown(some, price, TEST_NOW);
      expect(draws.reduce((sum, draw) => sum + draw.amount, 0n) + shortfall).toBe(price);
      for (const { grant, amount } of draws) {
        expect(amount > 0n && amount <= grant.remaining).toBe(true);
        expect(isSpendable(grant, TEST_NOW)).toBe(true);
      }
    }),
  );
});

test("nothing is short while something spendable is left", () => {
  fc.assert(
    fc.property(grants, cost, (some, price) => {
      const { shortfall } = burnDown(some, price, TEST_NOW);
      const spendable = some
        .filter((grant) => isSpendable(grant, TEST_NOW))
        .reduce((sum, grant) => sum + grant.remaining, 0n);
      expect(shortfall).toBe(spendable >= price ? 0n : price - spendable);
    }),
  );
});

test("a grant is touched only when everything before it in the order is used up", () => {
  fc.assert(
    fc.property(grants, cost, (some, price) => {
      const { draws } = burnDown(some, price, TEST_NOW);
      for (const { grant, amount } of draws.slice(0, -1)) expect(amount).toBe(grant.remaining);
      const drawn = draws.map(({ grant }) => grant);
      const couldPay = some.filter((grant) => grant.remaining > 0n && isSpendable(grant, TEST_NOW));
      expect(drawn).toEqual(couldPay.slice(0, drawn.length));
    }),
  );
});
