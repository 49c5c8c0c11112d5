import { expect, test } from "vitest";
import { layTrack } from "./lay-track.ts";

test.each([
  ["a balance above its lines", 150, [{ at: 100, adds: null }], { filled: 1, bought: [], lines: [100 / 150] }],
  ["a balance far above its lines", 9_000, [{ at: 100, adds: null }], { filled: 1, bought: [], lines: [0.5] }],
  [
    "a purchase that leads above the balance",
    300,
    [{ at: 500, adds: 1_500 }],
    { filled: 0.15 / 1.1, bought: [{ from: 0.25 / 1.1, to: 1 / 1.1 }], lines: [] },
  ],
  ["a balance in debt", -40, [{ at: 10, adds: null }], { filled: 0, bought: [], lines: [1 / 1.1] }],
])("the track holds %s", (_name, available, marks, expected) => {
  const { filled, bought, lines } = layTrack(available, marks);
  expect(filled).toBeCloseTo(expected.filled, 9);
  expect(lines).toEqual(expected.lines.map((line) => expect.closeTo(line, 9)));
  expect(bought).toEqual(
    expected.bought.map(({ from, to }) => ({ from: expect.closeTo(from, 9), to: expect.closeTo(to, 9) })),
  );
});
