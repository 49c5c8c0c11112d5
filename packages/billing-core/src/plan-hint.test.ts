import { expect, test } from "vitest";
import { tokens } from "./amounts.ts";
import { SEED_PACKAGES } from "./packages.ts";
import { planHint } from "./plan-hint.ts";
import { SEED_PLANS } from "./plans.ts";
import { toTokens } from "./wire.ts";

const hintAt = (perMonth: number) =>
  planHint({ perMonth: tokens(perMonth), plans: SEED_PLANS, packages: SEED_PACKAGES });

test("at 4,900 tokens a month Pro costs $29, and the same tokens in Scale packs $34 on average", () => {
  const hint = hintAt(4_900);
  expect(hint.plans.find(({ key }) => key === "pro")).toMatchObject({ price: 2_900, isEnough: true });
  expect(hint.packages.find(({ key }) => key === "scale_pack")).toMatchObject({ average: 3_409, upFront: 4_000 });
  expect(hint.best).toEqual({ kind: "plan", key: "pro", price: 2_900 });
});

test("Pro beats Scale packs above 4,169 tokens a month and Enterprise packs above 4,833", () => {
  const pro = hintAt(1).plans.find(({ key }) => key === "pro");
  const above = new Map(pro?.breakEvens.map((one) => [one.package, Math.round(toTokens(one.above))]));
  expect(above.get("scale_pack")).toBe(4_169);
  expect(above.get("enterprise_pack")).toBe(4_833);
});

test("Starter never beats a Growth pack by more than it brings, and says so by saying nothing", () => {
  const starter = hintAt(1).plans.find(({ key }) => key === "starter");
  expect(starter?.breakEvens.map((one) => one.package)).toEqual(["starter_pack"]);
});

test.each([
  { perMonth: 0, best: { kind: "package", price: 0 } },
  { perMonth: 300, best: { kind: "package", key: "starter_pack", price: 300 } },
  { perMonth: 2_000, best: { kind: "package", key: "scale_pack", price: 1_391 } },
  { perMonth: 4_100, best: { kind: "package", key: "scale_pack", price: 2_852 } },
  { perMonth: 5_000, best: { kind: "plan", key: "pro", price: 2_900 } },
  { perMonth: 20_000, best: { kind: "plan", key: "business", price: 9_900 } },
])("at $perMonth tokens a month the answer is $best.key", ({ perMonth, best }) => {
  expect(hintAt(perMonth).best).toMatchObject(best);
});

test("what was never used has no months to last", () => {
  expect(hintAt(0).packages.every(({ lastsMonths }) => lastsMonths === null)).toBe(true);
});

test("at 5,548 tokens a month Pro with packages for the rest beats packages alone, on average", () => {
  const { ways } = hintAt(5_548);
  expect(ways[0]).toEqual({ plan: "pro", package: "starter_pack", average: 3_448 });
  expect(ways.find(({ plan }) => plan === null)).toEqual({ plan: null, package: "scale_pack", average: 3_859 });
});

test("below the break-even of 4,169 tokens packages win over Pro, above it Pro wins, and a plan that is enough needs none", () => {
  expect(hintAt(4_100).ways[0]).toMatchObject({ plan: null, package: "scale_pack" });
  expect(hintAt(4_250).ways[0]).toEqual({ plan: "pro", package: null, average: 2_900 });
  expect(hintAt(18_000).ways[0]).toEqual({ plan: "business", package: null, average: 9_900 });
});

test("no way is cheaper than what it is made of: the average of a plan with packages is their sum", () => {
  for (const perMonth of [1, 999, 2_001, 5_548, 31_007]) {
    const { ways, plans } = hintAt(perMonth);
    for (const { plan, average } of ways)
      expect(average).toBeGreaterThanOrEqual(plans.find(({ key }) => key === plan)?.price ?? 0);
    expect(ways.map(({ average }) => average)).toEqual(ways.map(({ average }) => average).toSorted((a, b) => a - b));
  }
});
