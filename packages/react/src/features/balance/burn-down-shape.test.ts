import { expect, test } from "vitest";
import { shapeBurnDown } from "./burn-down-shape.ts";
import type { Forecast, PastPoint } from "./use-forecast.ts";

const DAY_MS = 86_400_000;
const now = new Date("2026-03-15T12:00:00Z");
const at = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();

const past: readonly PastPoint[] = [-14, -7, 0].map((days) => ({ at: at(days), tokens: 100 - days * 5 }));
const forecast = {
  state: "runs_out",
  runsOutAt: { p20: at(8), p50: at(10), p80: at(13) },
  days: Array.from({ length: 14 }, (_, day) => ({
    at: at(day),
    low: Math.max(0, 100 - day * 12),
    expected: Math.max(0, 100 - day * 10),
    high: Math.max(0, 100 - day * 8),
  })),
  coming: [{ at: at(5), tokens: 40, expiresAt: at(40), cause: "renewal" }],
} as unknown as Forecast;

const shape = shapeBurnDown({ past, forecast, grants: [], now, width: 280, height: 72 });
const corners = (points: string) => points.split(" ").map((corner) => corner.split(",").map(Number));

test("two weeks behind and two ahead share the width: today is in the middle", () => {
  expect(shape.nowX).toBe(140);
  expect(corners(shape.past).map(([x]) => x)).toEqual([0, 70, 140]);
});

test("the most there was touches the top, nothing lies outside of the picture", () => {
  expect(corners(shape.past)[0]).toEqual([0, 0]);
  for (const [x = -1, y = -1] of [...corners(shape.band), ...corners(shape.expected)]) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(280);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(72);
  }
});

test("what is expected begins where the past ends, and its end is marked", () => {
  expect(corners(shape.expected)[0]).toEqual(corners(shape.past).at(-1));
  expect(shape.endX).toBe(240);
});

test("now stands where the past ends, at the top as well, and the past is closed along the foot", () => {
  expect([shape.nowX, shape.nowY]).toEqual(corners(shape.past).at(-1));
  expect(corners(shape.under)).toEqual([[0, 72], ...corners(shape.past), [140, 72]]);
  const level = past.map((point) => ({ ...point, tokens: 100 }));
  const flat = { ...forecast, days: [], coming: [] } as Forecast;
  expect(shapeBurnDown({ past: level, forecast: flat, grants: [], now, width: 280, height: 72 }).nowY).toBe(0);
});

test("tokens that come are marked at their day", () => {
  expect(shape.ticks).toMatchObject([{ x: 190, tokens: 40 }]);
});

test("without a forecast only the past is drawn", () => {
  const unknown = { ...forecast, state: "not_enough_usage", runsOutAt: null, days: [], coming: [] } as Forecast;
  const bare = shapeBurnDown({ past, forecast: unknown, grants: [], now, width: 280, height: 72 });
  expect(bare).toMatchObject({ expected: "", band: "", endX: null, end: null, ticks: [] });
});
