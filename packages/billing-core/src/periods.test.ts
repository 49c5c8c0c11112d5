import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilDayOf, dayNumberOf, fromCalendarDay, toCalendarDay } from "./civil-days.ts";
import { DAY_MS, HOUR_MS } from "./instants.ts";
import { localDay, quarterHourStart, tokenMonthAt, tokenMonthStart } from "./periods.ts";
import { isTimeZone, zoneOffsetMs } from "./time-zones.ts";

const at = (text: string) => Date.parse(text);

describe("the day of a zone", () => {
  test.each([
    ["2025-10-01T18:29:59.999Z", "Asia/Kolkata", "2025-10-01"],
    ["2025-10-01T18:30:00.000Z", "Asia/Kolkata", "2025-10-02"],
    ["2025-11-02T03:59:59.999Z", "America/New_York", "2025-11-01"],
    ["2025-11-02T04:00:00.000Z", "America/New_York", "2025-11-02"],
    ["2025-11-03T04:59:59.999Z", "America/New_York", "2025-11-02"],
    ["2025-11-03T05:00:00.000Z", "America/New_York", "2025-11-03"],
    ["2025-03-09T04:59:59.999Z", "America/New_York", "2025-03-08"],
    ["2011-12-30T09:59:59.999Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00.000Z", "Pacific/Apia", "2011-12-31"],
    ["2025-12-31T23:59:59.999Z", "UTC", "2025-12-31"],
    ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31"],
  ])("%s in %s is %s", (instant, timeZone, day) => {
    expect(localDay(at(instant), timeZone)).toBe(day);
  });

  test("is the one the runtime's own calendar shows, at any instant", () => {
    const zones = [
      "UTC",
      "Asia/Kolkata",
      "America/New_York",
      "Australia/Lord_Howe",
      "America/St_Johns",
      "Africa/Casablanca",
      "Pacific/Apia",
      "America/Havana",
    ];
    const formatters = new Map(
      zones.map((timeZone) => [timeZone, new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" })]),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at("1975-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") }),
        (timeZone, instant) => {
          expect(localDay(instant, timeZone)).toBe(formatters.get(timeZone)?.format(instant));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

test("offsets are right to the millisecond on both sides of a change, kept or not", () => {
  const change = at("2025-11-02T06:00:00.000Z");
  for (const _ of [1, 2]) {
    expect(zoneOffsetMs("America/New_York", change - 1)).toBe(-4 * HOUR_MS);
    expect(zoneOffsetMs("America/New_York", change)).toBe(-5 * HOUR_MS);
    expect(zoneOffsetMs("America/New_York", change + DAY_MS)).toBe(-5 * HOUR_MS);
  }
});

test.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["Asia/Kolkata", true],
  ["Asia/Calcutta", true],
  ["America/New_York", true],
  ["America/Argentina/Buenos_Aires", true],
  ["US/Eastern", true],
  ["Europe/Kyiv", true],
  ["Etc/GMT+5", true],
  ["GMT", true],
  ["CTT", false],
  ["VST", false],
  ["IST", false],
  ["BST", false],
  ["ACT", false],
  ["CET", false],
  ["SystemV/PST8", false],
  ["Mars/Phobos", false],
  ["+02:00", false],
  ["", false],
  ["Europe/Berlin ", false],
  ["__proto__", false],
])("%j is a zone: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

test("a quarter hour begins at or before its instants, at :00, :15, :30 or :45", () => {
  expect(quarterHourStart(at("2025-10-01T10:29:59.999Z"))).toBe(at("2025-10-01T10:15:00Z"));
  expect(quarterHourStart(at("2025-10-01T10:30:00.000Z"))).toBe(at("2025-10-01T10:30:00Z"));
  expect(quarterHourStart(-1)).toBe(at("1969-12-31T23:45:00Z"));
});

describe("token-months", () => {
  test("keep the anchor's day and fall back to the last of a shorter month", () => {
    const starts = [0, 1, 2, 3, 13].map((month) =>
      new Date(tokenMonthStart(at("2025-01-31T10:30:00.500Z"), month)).toISOString(),
    );
    expect(starts).toEqual([
      "2025-01-31T10:30:00.500Z",
      "2025-02-28T10:30:00.500Z",
      "2025-03-31T10:30:00.500Z",
      "2025-04-30T10:30:00.500Z",
      "2026-02-28T10:30:00.500Z",
    ]);
  });

  test("use 29 February where there is one", () => {
    expect(new Date(tokenMonthStart(at("2024-01-31T00:00:00Z"), 1)).toISOString()).toBe("2024-02-29T00:00:00.000Z");
    expect(new Date(tokenMonthStart(at("2024-02-29T00:00:00Z"), 12)).toISOString()).toBe("2025-02-28T00:00:00.000Z");
    expect(new Date(tokenMonthStart(at("2024-02-29T00:00:00Z"), 48)).toISOString()).toBe("2028-02-29T00:00:00.000Z");
  });

  test("follow each other without gap, and each instant is in exactly one", () => {
    const instant = fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2060-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instant, instant, (anchor, then) => {
        const { month, startAt, endAt } = tokenMonthAt(anchor, then);
        expect(startAt <= then && then < endAt).toBe(true);
        expect([startAt, endAt]).toEqual([tokenMonthStart(anchor, month), tokenMonthStart(anchor, month + 1)]);
        const days = (endAt - startAt) / DAY_MS;
        expect(days >= 28 && days <= 31).toBe(true);
      }),
    );
  });
});

test("day numbers and calendar days are each other's inverse, and those of the runtime", () => {
  fc.assert(
    fc.property(fc.integer({ min: fromCalendarDay("0001-01-01"), max: fromCalendarDay("9999-12-31") }), (dayNumber) => {
      expect(dayNumberOf(civilDayOf(dayNumber))).toBe(dayNumber);
      expect(toCalendarDay(dayNumber)).toBe(new Date(dayNumber * DAY_MS).toISOString().slice(0, 10));
      expect(fromCalendarDay(toCalendarDay(dayNumber))).toBe(dayNumber);
    }),
  );
});
