import { describe, expect, test } from "vitest";
import { addDays, countDays, isDay, startOfDay, startOfMonth } from "./zone-day.ts";

describe("a day in a zone", () => {
  test.each([
    ["2025-06-06", "UTC", "2025-06-06T00:00:00.000Z"],
    ["2025-06-06", "Asia/Kolkata", "2025-06-05T18:30:00.000Z"],
    ["2025-06-06", "Pacific/Kiritimati", "2025-06-05T10:00:00.000Z"],
    ["2025-06-06", "Pacific/Pago_Pago", "2025-06-06T11:00:00.000Z"],
    ["2025-03-09", "America/New_York", "2025-03-09T05:00:00.000Z"],
    ["2025-03-10", "America/New_York", "2025-03-10T04:00:00.000Z"],
    ["2025-11-03", "America/New_York", "2025-11-03T05:00:00.000Z"],
  ])("%s in %s starts at %s", (day, zone, expected) => {
    expect(startOfDay(day, zone).toISOString()).toBe(expected);
  });

  test("starts after the jump where clocks skip midnight", () => {
    expect(startOfDay("2025-09-07", "America/Santiago").toISOString()).toBe("2025-09-07T04:00:00.000Z");
  });
});

test("days are added across months and leap years", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2025-03-01", -1)).toBe("2025-02-28");
  expect(countDays("2025-02-27", "2025-03-01")).toBe(3);
  expect(startOfMonth("2025-03-19")).toBe("2025-03-01");
});

test("a date that does not exist is not a day", () => {
  expect(isDay("2025-02-30")).toBe(false);
  expect(isDay("2025-13-01")).toBe(false);
  expect(isDay("25-01-01")).toBe(false);
  expect(isDay("2025-02-28")).toBe(true);
});
