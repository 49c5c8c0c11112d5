import { expect, test } from "vitest";
import { compareMixes } from "./plan-hint.ts";

const usd = (amount: number) => ({ amount, currency: "usd" });
const plans = [
  { key: "free", price: usd(0), tokens: 0 },
  { key: "starter", price: usd(900), tokens: 1_000 },
  { key: "pro", price: usd(2_900), tokens: 5_000 },
  { key: "business", price: usd(9_900), tokens: 20_000 },
  { key: "enterprise", price: null, tokens: null },
];
const packages = [
  { key: "starter_pack", price: usd(500), total: 500 },
  { key: "growth_pack", price: usd(1_800), total: 2_200 },
  { key: "scale_pack", price: usd(4_000), total: 5_750 },
  { key: "enterprise_pack", price: usd(15_000), total: 25_000 },
];
const best = (pace: number) => compareMixes({ pace, plans, packages })[0];

test("at 5,548 tokens a month Pro plus Growth packages is the cheapest: $33.48", () => {
  expect(best(5_548)).toEqual({ planKey: "pro", packageKey: "growth_pack", amount: 3_348 });
});

test("packages alone at that pace are Scale packages: $38.59", () => {
  const alone = compareMixes({ pace: 5_548, plans, packages }).find(({ planKey }) => planKey === null);
  expect(alone).toEqual({ planKey: null, packageKey: "scale_pack", amount: 3_859 });
});

test("below the break-even of 4,169 tokens a month packages win over Pro, above it Pro wins", () => {
  const cheaper = (pace: number) => {
    const mixes = compareMixes({ pace, plans, packages });
    const pro = mixes.find(({ planKey }) => planKey === "pro")?.amount ?? 0;
    const alone = mixes.find(({ planKey }) => planKey === null)?.amount ?? 0;
    return pro < alone ? "pro" : "packages";
  };
  expect(cheaper(4_100)).toBe("packages");
  expect(cheaper(4_250)).toBe("pro");
});

test("a plan that has enough needs no package", () => {
  expect(best(18_000)).toEqual({ planKey: "business", packageKey: null, amount: 9_900 });
});

test("M26: what is sold in another currency is not compared", () => {
  const euro = plans.map((plan) => ({ ...plan, price: plan.price && { ...plan.price, currency: "eur" } }));
  expect(compareMixes({ pace: 5_000, plans: euro, packages }).map(({ planKey }) => planKey)).toEqual([null]);
});
