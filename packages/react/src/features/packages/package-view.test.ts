import { expect, test } from "vitest";
import { againstBase, daysAtPace, usualPackage } from "./package-view.ts";

const pack = (key: string, amount: number, total: number, currency = "usd") => ({
  key,
  price: { amount, currency },
  total,
});
const packages = [
  pack("starter_pack", 500, 500),
  pack("growth_pack", 1_800, 2_200),
  pack("scale_pack", 4_000, 5_750),
  pack("enterprise_pack", 15_000, 25_000),
];

test("each package says how much less a token costs than in the dearest one", () => {
  expect(packages.map((one) => againstBase(one, packages))).toEqual([null, "−18 %", "−30 %", "−40 %"]);
});

test("a package in another currency is not compared", () => {
  const yen = pack("yen_pack", 10, 500, "jpy");
  expect(againstBase(yen, [...packages, yen])).toBeNull();
});

test("at 5,548 tokens in 30 days the packages last 2, 11, 31 and 135 days", () => {
  expect(packages.map((one) => daysAtPace(one, 5_548))).toEqual([2, 11, 31, 135]);
  expect(daysAtPace({ total: 500 }, null)).toBeNull();
});

test("the smallest package that covers a month is chosen first; without a pace, the second", () => {
  expect(usualPackage(packages, 5_548)).toBe("scale_pack");
  expect(usualPackage(packages, 90_000)).toBe("growth_pack");
  expect(usualPackage(packages, null)).toBe("growth_pack");
  expect(usualPackage([], 100)).toBeNull();
});
