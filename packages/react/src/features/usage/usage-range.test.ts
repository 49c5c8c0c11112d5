import { describe, expect, test } from "vitest";
import { moveRange, resolveRange } from "./usage-range.ts";

const now = new Date("2025-06-06T12:00:00Z");
const berlin = { timeZone: "Europe/Berlin", now };

describe("the days of a chart", () => {
  test("30 days end today, in the zone that was chosen", () => {
    const range = resolveRange({}, berlin);
    expect([range.first, range.last, range.every]).toEqual(["2025-05-08", "2025-06-06", "day"]);
    expect(range.from.toISOString()).toBe("2025-05-07T22:00:00.000Z");
    expect(range.to.toISOString()).toBe("2025-06-06T22:00:00.000Z");
  });

  test("today is another day further east", () => {
    const late = new Date("2025-06-06T23:00:00Z");
    expect(resolveRange({ range: "today" }, { timeZone: "Asia/Kolkata", now: late }).first).toBe("2025-06-07");
  });

  test("hours are offered for three days at most, and chosen for one", () => {
    expect(resolveRange({ range: "today" }, berlin)).toMatchObject({ every: "hour", intervals: ["hour", "day"] });
    expect(resolveRange({ range: "7d", every: "hour" }, berlin).every).toBe("day");
    const three = resolveRange({ range: "custom", from: "2025-06-01", to: "2025-06-03", every: "hour" }, berlin);
    expect(three.every).toBe("hour");
  });

  test("90 days are drawn by week, and by day when asked", () => {
    expect(resolveRange({ range: "90d" }, berlin).every).toBe("week");
    expect(resolveRange({ range: "90d", every: "day" }, berlin).every).toBe("day");
  });

  test("a range across a change of the clock still starts at midnight", () => {
    const range = resolveRange(
      { range: "7d" },
      { timeZone: "America/New_York", now: new Date("2025-03-12T12:00:00Z") },
    );
    expect(range.from.toISOString()).toBe("2025-03-06T05:00:00.000Z");
    expect(range.to.toISOString()).toBe("2025-03-13T04:00:00.000Z");
  });

  test("more than a year is cut to a year", () => {
    const range = resolveRange({ range: "custom", from: "2020-01-01", to: "2025-01-01" }, berlin);
    expect(range.last).toBe("2020-12-31");
  });
});

describe("a period", () => {
  const pro = { first: "2025-05-14", last: "2025-06-13", months: 1 };

  test("is the one that the plan is paid for, to its end", () => {
    const range = resolveRange({ range: "period" }, { ...berlin, period: pro });
    expect([range.first, range.last, range.every]).toEqual(["2025-05-14", "2025-06-13", "day"]);
  });

  test("before it lies the last one, however many days it had", () => {
    const range = resolveRange({ range: "last_period" }, { ...berlin, period: pro });
    expect([range.first, range.last]).toEqual(["2025-04-14", "2025-05-13"]);
    const yearly = { first: "2025-03-31", last: "2026-03-30", months: 12 };
    expect(resolveRange({ range: "last_period" }, { ...berlin, period: yearly }).first).toBe("2024-03-31");
  });

  test("is the month without a plan", () => {
    const range = resolveRange({ range: "period" }, berlin);
    expect([range.first, range.last]).toEqual(["2025-06-01", "2025-06-30"]);
    const march = resolveRange({ range: "last_period" }, { ...berlin, now: new Date("2025-03-31T12:00:00Z") });
    expect([march.first, march.last]).toEqual(["2025-02-01", "2025-02-28"]);
  });
});

test("the period before has as many days and ends the day before", () => {
  expect(moveRange(resolveRange({ range: "7d" }, berlin), -1, "2025-06-06")).toEqual({
    range: "custom",
    from: "2025-05-24",
    to: "2025-05-30",
  });
});

test("there is no period that is all in the future", () => {
  expect(moveRange(resolveRange({ range: "7d" }, berlin), 1, "2025-06-06")).toBeNull();
});
