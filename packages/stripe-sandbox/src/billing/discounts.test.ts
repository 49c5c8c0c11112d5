import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiscountTerms, discountEnd, discountLines } from "./discounts.ts";

const line = (amount: number, product = "prod_a", discountable = true) => ({ amount, product, discountable });
const off = (terms: Partial<DiscountTerms>): DiscountTerms => ({
  id: "di",
  percentOff: null,
  amountOff: null,
  appliesToProducts: null,
  ...terms,
});
const amounts = (lines: ReturnType<typeof line>[], discounts: DiscountTerms[]) =>
  discountLines(lines, discounts).map((taken) => taken.map(({ amount }) => amount));

test("5 USD off 10 USD and 20 USD takes 1.66 and 3.34, https://docs.stripe.com/billing/subscriptions/prorations", () => {
  expect(amounts([line(1000), line(2000)], [off({ amountOff: 500 })])).toEqual([[166], [334]]);
});

test("25.5 per cent is exact to the cent", () => {
  expect(amounts([line(1999)], [off({ percentOff: 25.5 })])).toEqual([[510]]);
});

test("discounts stack: the second takes its part of what the first left, https://docs.stripe.com/billing/subscriptions/coupons", () => {
  const discounts = [off({ id: "one", percentOff: 20 }), off({ id: "two", amountOff: 1000 })];
  expect(amounts([line(10_000)], discounts)).toEqual([[2000, 1000]]);
});

test("a coupon for one product leaves the others alone, and prorations are passed over", () => {
  const discounts = [off({ percentOff: 50, appliesToProducts: ["prod_b"] })];
  expect(amounts([line(1000), line(2000, "prod_b"), line(600, "prod_b", false)], discounts)).toEqual([[], [1000], []]);
});

test("nothing is discounted below zero", () => {
  expect(amounts([line(300)], [off({ amountOff: 500 })])).toEqual([[300]]);
});

test("what the lines share is the whole discount, to the cent", () => {
  const linesOf = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(linesOf, fc.integer({ min: 1, max: 2_000_000 }), (values, amountOff) => {
      const taken = amounts(
        values.map((value) => line(value)),
        [off({ amountOff })],
      ).flat();
      const total = values.reduce((sum, value) => sum + value, 0);
      expect(taken.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(amountOff, total));
      expect(taken.every((amount, index) => amount >= 0 && amount <= (values[index] ?? 0))).toBe(true);
    }),
  );
});

test("a repeating discount ends after its calendar months, the other kinds have no date", () => {
  const start = Date.UTC(2027, 0, 31) / 1000;
  expect(discountEnd(start, "repeating", 1)).toBe(Date.UTC(2027, 1, 28) / 1000);
  expect(discountEnd(start, "once", null)).toBeNull();
  expect(discountEnd(start, "forever", null)).toBeNull();
});
