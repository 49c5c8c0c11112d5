import { describe, expect, test } from "vitest";
import type { CaseResult } from "../bench.ts";
import { NOTHING } from "../load/load.ts";
import type { Floor } from "./floors.ts";
import { isFailure, judge } from "./judge.ts";

const FLOOR: Floor = {
  caseName: "a case",
  of: "farebox",
  over: "naive transaction",
  figure: "eventsPerSecond",
  bound: "at least",
  floor: 12,
  goal: 25,
};

describe("a promise", () => {
  test.each([
    [[1_200, 1_200, 1_200], "floor"],
    [[2_500, 2_500, 2_500], "goal"],
    [[1_190, 1_190, 1_190], "below"],
  ])("of at least 12 and better 25 times 100 events a second: %j is %s", (speeds, standing) => {
    expect(judge(FLOOR, resultsOf(speeds)).standing).toBe(standing);
  });

  test("is judged by the median only", () => {
    expect(judge(FLOOR, resultsOf([100, 1_300, 1_300])).standing).toBe("floor");
  });

  test("of at most so much is kept from below", () => {
    const atMost: Floor = { ...FLOOR, figure: "p99Ms", bound: "at most", floor: 1, goal: 0.5 };
    expect(judge(atMost, resultsOf([1_200], { p99Ms: 10 })).standing).toBe("floor");
    expect(judge({ ...atMost, floor: 0.9 }, resultsOf([1_200], { p99Ms: 10 })).standing).toBe("below");
  });

  test("about a figure of the case itself needs no other contender", () => {
    const share: Floor = {
      ...FLOOR,
      of: "undecided",
      over: null,
      figure: "value",
      bound: "at most",
      floor: 0.1,
      goal: 0,
    };
    const results = new Map([["a case", { contenders: [], figures: [{ name: "undecided", value: 0.05, unit: "%" }] }]]);
    expect(judge(share, results).standing).toBe("floor");
  });

  test("that nobody measured is neither kept nor broken", () => {
    const verdict = judge(FLOOR, new Map());
    expect(verdict.standing).toBe("not measured");
    expect(isFailure(verdict)).toBe(false);
  });

  test("about books that are wrong is broken, however fast they were written", () => {
    const verdict = judge(FLOOR, resultsOf([9_000], {}, "seq has a gap"));
    expect(verdict).toMatchObject({ standing: "no figure", ratio: null });
    expect(isFailure(verdict)).toBe(true);
  });
});

function resultsOf(
  speeds: readonly number[],
  more: { readonly p99Ms?: number } = {},
  problem: string | null = null,
): ReadonlyMap<string, CaseResult> {
  const contender = (name: string, figures: readonly number[], itsProblem: string | null) => ({
    name,
    callers: 1,
    problem: itsProblem,
    rounds: figures.map((eventsPerSecond) => ({ eventsPerSecond, p50Ms: 5, p99Ms: more.p99Ms ?? 10, tally: NOTHING })),
  });
  const base = speeds.map(() => 100);
  const contenders = [contender("farebox", speeds, problem), contender("naive transaction", base, null)].map((one) =>
    one.name === "naive transaction" ? { ...one, rounds: one.rounds.map((round) => ({ ...round, p99Ms: 10 })) } : one,
  );
  return new Map([["a case", { contenders }]]);
}
