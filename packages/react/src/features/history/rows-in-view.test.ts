import { expect, test } from "vitest";
import { addUpHeights, findRowsInView } from "./rows-in-view.ts";

const heights = Array.from({ length: 10_000 }, (_, index) => (index % 9 === 0 ? 36 : 44));
const starts = addUpHeights(heights);
const total = starts.at(-1) ?? 0;

test("every row that the window shows is drawn, wherever it stands", () => {
  for (let from = -2_000; from < total + 2_000; from += 997) {
    const to = from + 900;
    const { first, end } = findRowsInView(starts, { from, to });
    const missing = heights.findIndex(
      (height, index) =>
        (starts[index] ?? 0) < to && (starts[index] ?? 0) + height > from && (index < first || index >= end),
    );
    expect(missing).toBe(-1);
  }
});

test("however long the history, no more rows are drawn than a few windows hold", () => {
  const { first, end } = findRowsInView(starts, { from: total / 2, to: total / 2 + 900 });
  expect(end - first).toBeLessThan(100);
});

test("a window above or below the table draws its nearest end and nothing beyond", () => {
  expect(findRowsInView(starts, { from: -5_000, to: -4_100 })).toEqual({ first: 0, end: 30 });
  expect(findRowsInView(starts, { from: total + 100, to: total + 1_000 }).end).toBe(heights.length);
  expect(findRowsInView([0], { from: 0, to: 900 })).toEqual({ first: 0, end: 0 });
});
