import { expect, test } from "vitest";
import { pickAxisLabels } from "./axis-labels.ts";

const bars = Array.from({ length: 30 }, (_, index) => ({
  start: new Date(Date.UTC(2025, 4, 8 + index)),
  isPartial: index === 29,
  total: 1,
  parts: [1],
  before: null,
}));

test("a month of days is named on Mondays, and today", () => {
  const labels = pickAxisLabels(bars, { barWidth: 23, labelWidth: 56, weekdayOf: (start) => start.getUTCDay() });
  expect(labels.map(({ index }) => bars[index]?.start.toISOString().slice(5, 10))).toEqual([
    "05-12",
    "05-19",
    "05-26",
    "06-02",
    "06-06",
  ]);
  expect(labels.at(-1)?.isNow).toBe(true);
});

test("names never touch", () => {
  const labels = pickAxisLabels(bars, { barWidth: 8, labelWidth: 56, weekdayOf: null });
  for (const [place, label] of labels.entries()) {
    const before = labels[place - 1];
    if (before !== undefined) expect((label.index - before.index) * 8).toBeGreaterThanOrEqual(56);
  }
});
