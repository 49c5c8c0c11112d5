import { civilDayOf, dayNumberOf, daysInMonth, toCalendarDay } from "./civil-days.ts";
import { type CalendarDay, DAY_MS, type Instant, MINUTE_MS } from "./instants.ts";
import { zoneOffsetMs } from "./time-zones.ts";

/** The calendar day that a wall clock in the zone shows. Runs for every event: offsets and texts are kept. */
export function localDay(at: Instant, timeZone: string): CalendarDay {
  const dayNumber = localDayNumber(at, timeZone);
  if (dayNumber === lastDayNumber) return lastDay;
  lastDayNumber = dayNumber;
  lastDay = toCalendarDay(dayNumber);
  return lastDay;
}

/** The same day as a count of days since 1970-01-01. */
export function localDayNumber(at: Instant, timeZone: string): number {
  return Math.floor((at + zoneOffsetMs(timeZone, at)) / DAY_MS);
}

/** The quarter hour UTC that an instant falls into: every zone's hours and days are sums of these. */
export function quarterHourStart(at: Instant): Instant {
  return Math.floor(at / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
}

/**
 * When token-month `month` begins: that many calendar months (UTC) after the anchor, at the anchor's time of day, on the
 * anchor's day or the last day of a shorter month. Counted from the anchor, never from the month before: 31 Jan → 28 Feb → 31 Mar.
 *
 * @param month 0 is the anchor itself.
 */
export function tokenMonthStart(anchorAt: Instant, month: number): Instant {
  const anchorDayNumber = Math.floor(anchorAt / DAY_MS);
  const anchor = civilDayOf(anchorDayNumber);
  const first = civilDayOf(dayNumberOf({ year: anchor.year, month: anchor.month + month, day: 1 }));
  const day = Math.min(anchor.day, daysInMonth(first.year, first.month));
  return dayNumberOf({ ...first, day }) * DAY_MS + (anchorAt - anchorDayNumber * DAY_MS);
}

/** A token-month: `[startAt, endAt)`. */
export type TokenMonth = { readonly month: number; readonly startAt: Instant; readonly endAt: Instant };

/** The token-month that contains an instant. Its number is negative before the anchor. */
export function tokenMonthAt(anchorAt: Instant, at: Instant): TokenMonth {
  const anchor = civilDayOf(Math.floor(anchorAt / DAY_MS));
  const then = civilDayOf(Math.floor(at / DAY_MS));
  const sameCalendarMonth = (then.year - anchor.year) * 12 + (then.month - anchor.month);
  const month = tokenMonthStart(anchorAt, sameCalendarMonth) <= at ? sameCalendarMonth : sameCalendarMonth - 1;
  return { month, startAt: tokenMonthStart(anchorAt, month), endAt: tokenMonthStart(anchorAt, month + 1) };
}

const QUARTER_HOUR_MS = 15 * MINUTE_MS;

let lastDayNumber = 0;
let lastDay: CalendarDay = "1970-01-01";
