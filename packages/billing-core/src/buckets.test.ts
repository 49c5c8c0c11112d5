import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUCKET_WIDTHS, bucketStartAfter, bucketStartAt, bucketStarts, dayStart } from "./buckets.ts";
import { fromCalendarDay } from "./civil-days.ts";
import { DAY_MS } from "./instants.ts";
import { quarterHourStart } from "./periods.ts";

const at = (text: string) => Date.parse(text);
const iso = (instants: readonly number[]) =>
  instants.map((instant) => new Date(instant).toISOString().replace(":00.000Z", "Z"));

describe("days across a change of the clock", () => {
  test("New York, autumn: a day of 25 hours", () => {
    const range = {
      every: "day",
      from: at("2025-11-01T12:00Z"),
      to: at("2025-11-04T00:00Z"),
      timeZone: "America/New_York",
    } as const;
    expect(iso(bucketStarts(range))).toEqual(["2025-11-01T04:00Z", "2025-11-02T04:00Z", "2025-11-03T05:00Z"]);
  });

  test("New York, spring: a day of 23 hours", () => {
    const range = {
      every: "day",
      from: at("2025-03-08T12:00Z"),
      to: at("2025-03-10T12:00Z"),
      timeZone: "America/New_York",
    } as const;
    expect(iso(bucketStarts(range))).toEqual(["2025-03-08T05:00Z", "2025-03-09T05:00Z", "2025-03-10T04:00Z"]);
  });

  test("São Paulo, 2018: a midnight that was skipped", () => {
    expect(iso([dayStart(fromCalendarDay("2018-11-04"), "America/Sao_Paulo")])).toEqual(["2018-11-04T03:00Z"]);
  });

  test("Havana, 2025: a midnight that happens twice", () => {
    expect(iso([dayStart(fromCalendarDay("2025-11-02"), "America/Havana")])).toEqual(["2025-11-02T04:00Z"]);
  });

  test("Apia, 2011: a day that never was", () => {
    const range = {
      every: "day",
      from: at("2011-12-29T10:00Z"),
      to: at("2011-12-31T10:00Z"),
      timeZone: "Pacific/Apia",
    } as const;
    expect(iso(bucketStarts(range))).toEqual(["2011-12-29T10:00Z", "2011-12-30T10:00Z"]);
  });
});

describe("hours", () => {
  test("Kolkata's begin at half past", () => {
    const range = {
      every: "hour",
      from: at("2025-10-01T10:00Z"),
      to: at("2025-10-01T11:31Z"),
      timeZone: "Asia/Kolkata",
    } as const;
    expect(iso(bucketStarts(range))).toEqual(["2025-10-01T09:30Z", "2025-10-01T10:30Z", "2025-10-01T11:30Z"]);
  });

  test("an hour that happens twice is two buckets, one that is skipped is none", () => {
    const autumn = {
      every: "hour",
      from: at("2025-11-02T05:00Z"),
      to: at("2025-11-02T08:00Z"),
      timeZone: "America/New_York",
    } as const;
    expect(iso(bucketStarts(autumn))).toEqual(["2025-11-02T05:00Z", "2025-11-02T06:00Z", "2025-11-02T07:00Z"]);
    const spring = {
      every: "hour",
      from: at("2025-03-09T06:00Z"),
      to: at("2025-03-09T08:00Z"),
      timeZone: "America/New_York",
    } as const;
    expect(iso(bucketStarts(spring))).toEqual(["2025-03-09T06:00Z", "2025-03-09T07:00Z"]);
  });

  test("Lord Howe changes by half an hour: the odd half is a bucket of its own", () => {
    const range = {
      every: "hour",
      from: at("2025-04-05T14:00Z"),
      to: at("2025-04-05T17:00Z"),
      timeZone: "Australia/Lord_Howe",
    } as const;
    expect(iso(bucketStarts(range))).toEqual([
      "2025-04-05T14:00Z",
      "2025-04-05T15:00Z",
      "2025-04-05T15:30Z",
      "2025-04-05T16:30Z",
    ]);
  });
});

test("weeks begin on Monday, months on the first", () => {
  const weeks = { every: "week", from: at("2025-10-01T00:00Z"), to: at("2025-10-14T00:00Z"), timeZone: "UTC" } as const;
  expect(iso(bucketStarts(weeks))).toEqual(["2025-09-29T00:00Z", "2025-10-06T00:00Z", "2025-10-13T00:00Z"]);
  const months = {
    every: "month",
    from: at("2025-10-31T23:30Z"),
    to: at("2026-01-01T00:00Z"),
    timeZone: "Europe/Berlin",
  } as const;
  expect(iso(bucketStarts(months))).toEqual(["2025-10-31T23:00Z", "2025-11-30T23:00Z", "2025-12-31T23:00Z"]);
});

test("a range that is empty or reversed has no bucket", () => {
  expect(bucketStarts({ every: "day", from: 5, to: 5, timeZone: "UTC" })).toEqual([]);
  expect(bucketStarts({ every: "day", from: 5, to: 4, timeZone: "UTC" })).toEqual([]);
});

test("buckets cover their range without gap or overlap, and begin on quarter hours", () => {
  const zones = [
    "UTC",
    "Asia/Kolkata",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Kathmandu",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...BUCKET_WIDTHS),
      fc.constantFrom(...zones),
      fc.integer({ min: at("2015-01-01T00:00Z"), max: at("2035-01-01T00:00Z") }),
      fc.integer({ min: 1, max: 6 * DAY_MS }),
      (every, timeZone, from, lengthMs) => {
        const starts = bucketStarts({ every, from, to: from + lengthMs, timeZone });
        const [first = Number.NaN, ...others] = starts;
        expect(first <= from && bucketStartAfter({ every, start: first, timeZone }) > from).toBe(true);
        for (const [index, start] of others.entries()) {
          expect(start).toBe(bucketStartAfter({ every, start: starts[index] ?? Number.NaN, timeZone }));
          expect(start > (starts[index] ?? Number.NaN) && start < from + lengthMs).toBe(true);
        }
        for (const start of starts) {
          expect(quarterHourStart(start)).toBe(start);
          expect(bucketStartAt({ every, at: start, timeZone })).toBe(start);
        }
      },
    ),
  );
});
