import { expect, test } from "vitest";
import { judge, median, type Scores } from "./scores.ts";

const good: Scores = {
  performance: 97,
  accessibility: 100,
  bestPractices: 100,
  layoutShift: 0.001,
  firstPaintMs: 600,
  largestPaintMs: 900,
  blockedMs: 20,
  speedIndexMs: 700,
};

test("a slow visit among five is not what is told", () => {
  const marks = [97, 96, 41, 98, 97];
  expect(median(marks.map((performance) => ({ ...good, performance }))).performance).toBe(97);
});

test("each floor that is missed is named, and a phone may be slower", () => {
  expect(judge("billing", { form: "desktop", scores: good })).toEqual([]);
  expect(judge("billing", { form: "mobile", scores: { ...good, performance: 90 } })).toEqual([]);
  const bad = { ...good, performance: 94, accessibility: 99, bestPractices: 96, layoutShift: 0.03 };
  expect(judge("billing", { form: "desktop", scores: bad })).toHaveLength(4);
});
