import { expect, test } from "vitest";
import { medianOf, percentileOf, ratioOf, slopeOf, spreadOf } from "./statistics.ts";

test("the median is the middle figure, or half-way between the two in the middle", () => {
  expect(medianOf([5, 1, 3])).toBe(3);
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect(medianOf([])).toBeNaN();
});

test("a spread names the least and the most beside the median", () => {
  expect(spreadOf([10, 2, 7])).toEqual({ median: 7, least: 2, most: 10 });
});

test("a percentile is a figure that was measured, which that share does not exceed", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentileOf(hundred, 0.5)).toBe(50);
  expect(percentileOf(hundred, 0.99)).toBe(99);
  expect(percentileOf([7], 0.99)).toBe(7);
});

test("a ratio is taken round by round, so that a slow moment of the machine cancels out", () => {
  // The second round was half as fast for both.
  expect(ratioOf([100, 50, 100], [10, 5, 10])).toEqual({ median: 10, least: 10, most: 10 });
});

test("one disturbed round does not move the median of the ratios", () => {
  expect(ratioOf([100, 1, 110], [10, 10, 10]).median).toBe(10);
});

test("memory that grows evenly has that slope", () => {
  expect(slopeOf([0, 1, 2, 3].map((minute) => [minute, 100 + 5 * minute] as const))).toBeCloseTo(5);
});
