import { expect, test } from "vitest";
import { previousPeriod } from "./previous-period.ts";

test.each([
  { what: "a week", zone: "UTC", from: "2026-03-09T00:00Z", to: "2026-03-16T00:00Z", before: "2026-03-02T00:00Z" },
  { what: "a month", zone: "UTC", from: "2026-03-01T00:00Z", to: "2026-04-01T00:00Z", before: "2026-02-01T00:00Z" },
  { what: "a quarter", zone: "UTC", from: "2026-01-01T00:00Z", to: "2026-04-01T00:00Z", before: "2025-10-01T00:00Z" },
  { what: "30 days", zone: "UTC", from: "2026-03-02T00:00Z", to: "2026-04-01T00:00Z", before: "2026-01-31T00:00Z" },
  { what: "90 minutes", zone: "UTC", from: "2026-03-01T12:00Z", to: "2026-03-01T13:30Z", before: "2026-03-01T10:30Z" },
  // The clock goes forward on 29 March: the day before it has 24 hours, the day itself 23.
  {
    what: "a short day",
    zone: "Europe/Berlin",
    from: "2026-03-28T23:00Z",
    to: "2026-03-29T22:00Z",
    before: "2026-03-27T23:00Z",
  },
  {
    what: "the day after",
    zone: "Europe/Berlin",
    from: "2026-03-29T22:00Z",
    to: "2026-03-30T22:00Z",
    before: "2026-03-28T23:00Z",
  },
  {
    what: "a month",
    zone: "Asia/Kolkata",
    from: "2026-02-28T18:30Z",
    to: "2026-03-31T18:30Z",
    before: "2026-01-31T18:30Z",
  },
])("$what in $zone is compared with the one before it", ({ zone, from, to, before }) => {
  const range = { from: Date.parse(from), to: Date.parse(to), timeZone: zone };
  expect(previousPeriod(range)).toEqual({ from: Date.parse(before), to: range.from });
});
