import { expect, test } from "vitest";
import { durationAt } from "./durations.ts";
import { makePlan } from "./make-plan.ts";

const SIZE = { seed: 7, minutes: 30, calls: 2_000, kills: 3 };

test("the same seed makes the same plan, another one another", () => {
  expect(makePlan(SIZE)).toEqual(makePlan(SIZE));
  expect(makePlan({ ...SIZE, seed: 8 }).calls).not.toEqual(makePlan(SIZE).calls);
});

test("a longer plan begins with the same fates: chances do not depend on their order", () => {
  const fates = (calls: number) =>
    makePlan({ ...SIZE, calls })
      .calls.slice(0, 500)
      .map(({ fate }) => fate);
  expect(fates(2_000)).toEqual(fates(500));
});

test("durations have the quantiles that they were made from", () => {
  expect([0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1].map(durationAt)).toEqual([1, 1, 10, 50, 126, 227, 776, 5_138]);
  const durations = Array.from({ length: 1_000 }, (_, index) => durationAt(index / 999));
  expect(durations).toEqual(durations.toSorted((left, right) => left - right));
});

test("every fate has its calls, and no call outlasts the plan", () => {
  const { calls } = makePlan(SIZE);
  expect(new Set(calls.map(({ fate }) => fate)).size).toBe(4);
  for (const { startStep, seconds } of calls) expect(startStep * 30 + seconds).toBeLessThanOrEqual(30 * 60 + 1);
});
