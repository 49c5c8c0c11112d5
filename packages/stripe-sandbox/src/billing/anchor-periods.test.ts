import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchorFromConfig, boundary, type Cycle, type Interval, periodContaining } from "./anchor-periods.ts";

const at = (text: string) => Date.parse(text) / 1000;
const date = (instant: number) => new Date(instant * 1000).toISOString().slice(0, 10);
const monthly = (anchor: string): Cycle => ({ anchor: at(anchor), interval: "month", intervalCount: 1 });

describe("renewals come from the anchor, https://docs.stripe.com/billing/subscriptions/billing-cycle", () => {
  test("31 January bills on 28 February, 31 March, 30 April", () => {
    const cycle = monthly("2027-01-31T10:20:30Z");
    expect([1, 2, 3, 13].map((step) => date(boundary(cycle, step)))).toEqual([
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2028-02-29",
    ]);
  });

  test("2 September bills on the 2nd of each month", () => {
    expect([1, 2, 5].map((step) => date(boundary(monthly("2026-09-02T00:00:00Z"), step)))).toEqual([
      "2026-10-02",
      "2026-11-02",
      "2027-02-02",
    ]);
  });

  test("Friday, 3 June bills every Friday", () => {
    const cycle: Cycle = { anchor: at("2022-06-03T00:00:00Z"), interval: "week", intervalCount: 1 };
    expect([1, 2].map((step) => date(boundary(cycle, step)))).toEqual(["2022-06-10", "2022-06-17"]);
  });

  test("a year from 29 February is 28 February, and 29 February again in the next leap year", () => {
    const cycle: Cycle = { anchor: at("2028-02-29T00:00:00Z"), interval: "year", intervalCount: 1 };
    expect([1, 4].map((step) => date(boundary(cycle, step)))).toEqual(["2029-02-28", "2032-02-29"]);
  });

  test("an anchor in the future has a whole interval before it, of which the first period is a part", () => {
    expect(periodContaining(monthly("2026-04-01T00:00:00Z"), at("2026-03-17T00:00:00Z"))).toEqual({
      start: at("2026-03-01T00:00:00Z"),
      end: at("2026-04-01T00:00:00Z"),
    });
  });

  test("the day asked for comes back after a shorter month, though the anchor itself fell on the 28th", () => {
    const cycle: Cycle = { ...monthly("2027-02-28T00:00:00Z"), dayOfMonth: 31 };
    expect(date(boundary(cycle, 1))).toBe("2027-03-31");
  });
});

test("the anchor of a configuration is the first instant that fits, its last day where the month is shorter", () => {
  const from = at("2027-02-10T12:00:00Z");
  const found = (config: Parameters<typeof anchorFromConfig>[0]) =>
    new Date(anchorFromConfig(config, from) * 1000).toISOString();
  expect(found({ dayOfMonth: 31 })).toBe("2027-02-28T12:00:00.000Z");
  expect(found({ dayOfMonth: 1, hour: 0, minute: 0, second: 0 })).toBe("2027-03-01T00:00:00.000Z");
  expect(found({ dayOfMonth: 15, month: 1 })).toBe("2028-01-15T12:00:00.000Z");
  expect(found({ dayOfMonth: 10, hour: 11, minute: 0, second: 0 })).toBe("2027-03-10T11:00:00.000Z");
});

test("every instant lies in exactly one period, and periods meet without gap", () => {
  const interval = fc.constantFrom<Interval>("day", "week", "month", "year");
  const instant = fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2060-01-01T00:00:00Z") });
  fc.assert(
    fc.property(interval, fc.integer({ min: 1, max: 12 }), instant, instant, (unit, intervalCount, anchor, moment) => {
      const cycle = { anchor, interval: unit, intervalCount };
      const period = periodContaining(cycle, moment);
      expect(period.start <= moment && moment < period.end).toBe(true);
      expect(periodContaining(cycle, period.end).start).toBe(period.end);
      expect(periodContaining(cycle, period.start)).toEqual(period);
    }),
  );
});
