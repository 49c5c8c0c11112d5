import { expect, test } from "vitest";
import { daysOfBars } from "./bars-to-days.ts";

const bar = (start: string) => ({ start: new Date(start), isPartial: false, total: 0, parts: [], before: null });
const asked = { timeZone: "Europe/Berlin", now: new Date("2025-06-06T12:00:00Z") };

test("bars that were swept over become their days, in whichever direction", () => {
  const bars = ["2025-06-01T22:00:00Z", "2025-06-02T22:00:00Z", "2025-06-03T22:00:00Z"].map(bar);
  const days = { from: "2025-06-02", to: "2025-06-04" };
  expect(daysOfBars({ bars, every: "day" }, { ...asked, first: 0, last: 2 })).toEqual(days);
  expect(daysOfBars({ bars, every: "day" }, { ...asked, first: 2, last: 0 })).toEqual(days);
});

test("a week and a month are taken to their end, but not beyond today", () => {
  const bars = ["2025-05-25T22:00:00Z", "2025-06-01T22:00:00Z"].map(bar);
  expect(daysOfBars({ bars, every: "week" }, { ...asked, first: 0, last: 0 }).to).toBe("2025-06-01");
  expect(daysOfBars({ bars, every: "week" }, { ...asked, first: 0, last: 1 }).to).toBe("2025-06-06");
  const months = [bar("2025-03-31T22:00:00Z")];
  expect(daysOfBars({ bars: months, every: "month" }, { ...asked, first: 0, last: 0 })).toEqual({
    from: "2025-04-01",
    to: "2025-04-30",
  });
});
