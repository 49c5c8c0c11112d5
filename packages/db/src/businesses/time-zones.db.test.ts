import { isTimeZone, localDay } from "@farebox/billing-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { knowsTimeZone } from "./knows-time-zone.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const ALIASES = [
  "UTC",
  "GMT",
  "Asia/Kolkata",
  "Asia/Calcutta",
  "US/Eastern",
  "Europe/Kyiv",
  "Europe/Kiev",
  "Etc/GMT+5",
  "Etc/UTC",
  "America/Indianapolis",
  "asia/kolkata",
];

// Every 37 days and 5 hours, so that all seasons and hours come up. What is announced for the future is not compared:
// two lists of zones of different years cannot agree on it.
const DAYS_IN_ZONES = `
select zone, (extract(epoch from at) * 1000)::float8 as at_ms, (at at time zone zone)::date::text as day
from unnest($1::text[]) as zone
cross join generate_series('1970-01-01T00:00Z'::timestamptz, '2026-01-01T00:00Z', '37 days 5 hours') as at`;

test("every zone that is taken has the same days in the core and in Postgres", async () => {
  const postgres = await ledger.asSuperuser<{ name: string }>("select name from pg_timezone_names");
  const taken = [...new Set([...Intl.supportedValuesOf("timeZone"), ...ALIASES, ...postgres.map(({ name }) => name)])];
  const zones = taken.filter(isTimeZone);
  expect(zones).toEqual(expect.arrayContaining([...Intl.supportedValuesOf("timeZone"), ...ALIASES]));
  const rows = await ledger.asSuperuser<{ zone: string; at_ms: number; day: string }>(DAYS_IN_ZONES, [zones]);
  const different = rows.filter(({ zone, at_ms, day }) => localDay(at_ms, zone) !== day);
  expect(different.map(({ zone, at_ms }) => `${zone} at ${new Date(at_ms).toISOString()}`)).toEqual([]);
  expect(rows.length).toBeGreaterThan(zones.length * 500);
});

test("a zone that the server does not know is told, and the connection goes on", async () => {
  expect(await knowsTimeZone(ledger.db.service, "Asia/Kolkata")).toBe(true);
  expect(await knowsTimeZone(ledger.db.service, "Mars/Phobos")).toBe(false);
  expect(await knowsTimeZone(ledger.db.service, "America/New_York")).toBe(true);
});
