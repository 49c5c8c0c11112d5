import { expect, test } from "vitest";
import { priceAmount, type Tiers } from "./price-amount.ts";

const flat = (unitAmountDecimal: string) => ({ unitAmountDecimal, transformQuantity: null, tiers: null });
const step = (upTo: number | null, unit: string, fixed = "0") => ({
  upTo,
  unitAmountDecimal: unit,
  flatAmountDecimal: fixed,
});
const tiered = (mode: Tiers["mode"], ...steps: Tiers["steps"]) => ({ ...flat("0"), tiers: { mode, steps } });

test("parts of a cent are multiplied first and rounded once", () => {
  expect(priceAmount(flat("0.05"), 30)).toBe(2);
  expect(priceAmount(flat("1999"), 3)).toBe(5997);
});

// https://docs.stripe.com/products-prices/pricing-models: 1 to 5 at 7 USD, 6 to 10 at 6.50 USD, from 11 on at 6 USD.
const steps = [step(5, "700"), step(10, "650"), step(null, "600")];
test.each([
  [1, 700, 700],
  [5, 3500, 3500],
  [6, 3900, 4150],
  [20, 12_000, 12_750],
  [25, 15_000, 15_750],
])("%i units: %i by volume, %i graduated", (quantity, volume, graduated) => {
  expect(priceAmount(tiered("volume", ...steps), quantity)).toBe(volume);
  expect(priceAmount(tiered("graduated", ...steps), quantity)).toBe(graduated);
});

test("a package price charges whole packages", () => {
  const packages = { ...flat("1000"), transformQuantity: { divideBy: 5, round: "up" as const } };
  expect([5, 6].map((quantity) => priceAmount(packages, quantity))).toEqual([1000, 2000]);
});
