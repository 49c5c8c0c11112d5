import { expect, test } from "vitest";
import { judgeWays } from "./judge-ways.ts";

const usd = (amount: number) => ({ amount, currency: "usd" });
const pro = { plan: "pro", package: null, average: usd(2_900) };
const packages = { plan: null, package: "scale_pack", average: usd(2_852) };
const starter = { plan: "starter", package: "scale_pack", average: usd(3_056) };
const plans = [
  { key: "pro", price: usd(2_900), isEnough: true, breakEvens: [{ package: "scale_pack", above: 4_168.75 }] },
  { key: "business", price: usd(9_900), isEnough: true, breakEvens: [{ package: "scale_pack", above: 14_231 }] },
];

test("whoever goes the cheapest way is told so, beside the next one", () => {
  const judged = judgeWays({ ways: [packages, pro], plans, perMonth: 4_100 }, "free");
  expect(judged).toMatchObject({ best: packages, against: pro, isHeld: true, saving: null });
});

test("whoever pays more is told how much more", () => {
  const judged = judgeWays({ ways: [packages, pro, starter], plans, perMonth: 4_100 }, "starter");
  expect(judged).toMatchObject({ best: packages, against: starter, isHeld: false, saving: usd(204) });
});

test("when packages win, it is said from which use on a plan would", () => {
  expect(judgeWays({ ways: [packages, pro], plans, perMonth: 4_100 }, "free")?.breakEven).toEqual({
    plan: "pro",
    package: "scale_pack",
    above: 4_168.75,
  });
  expect(judgeWays({ ways: [pro, packages], plans, perMonth: 4_400 }, "pro")?.breakEven).toBeNull();
});

test("without use there is nothing to advise", () => {
  expect(judgeWays({ ways: [packages], plans, perMonth: 0 }, "free")).toBeNull();
  expect(judgeWays({ ways: [], plans, perMonth: 10 }, "free")).toBeNull();
});
