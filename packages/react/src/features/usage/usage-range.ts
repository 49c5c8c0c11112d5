import {
  type BillingSearch,
  INTERVALS,
  type Interval,
  type Range,
  type SearchPatch,
} from "../../lib/billing-search.ts";
import { formatDate } from "../../lib/format-time.ts";
import { addDays, addMonths, countDays, type Day, dayOf, startOfDay, startOfMonth } from "../../lib/zone-day.ts";

/** The days a chart covers, in one zone. */
export type UsageRange = {
  readonly range: Range;
  readonly first: Day;
  readonly last: Day;
  readonly from: Date;
  /** Start of the day after the last. */
  readonly to: Date;
  readonly every: Interval;
  /** Bar widths that make sense for so many days. */
  readonly intervals: readonly Interval[];
};

/** More bars than this are too thin to point at, and too many to walk through with a key. */
const MOST_BARS = 92;
const MOST_HOURLY_DAYS = 3;
export const MOST_DAYS = 366;

/** The days that a plan is paid for at a time, both counted. */
export type Period = { readonly first: Day; readonly last: Day; readonly months: number };

export function resolveRange(
  search: BillingSearch,
  { timeZone, now, period = null }: { timeZone: string; now: Date; period?: Period | null },
): UsageRange {
  const range = search.range ?? "30d";
  const today = dayOf(now, timeZone);
  const { first, last } = daysOf(range, search, { today, period: period ?? monthOf(today) });
  const days = countDays(first, last);
  const intervals = INTERVALS.filter((every) => fits(every, days));
  const every = search.every !== undefined && intervals.includes(search.every) ? search.every : usualInterval(days);
  return {
    range,
    first,
    last,
    from: startOfDay(first, timeZone),
    to: startOfDay(addDays(last, 1), timeZone),
    every,
    intervals,
  };
}

/** The days just before (−1) or after (+1), as many as are shown. Null when they would all be in the future. */
export function moveRange({ first, last }: UsageRange, steps: -1 | 1, today: Day): SearchPatch | null {
  const days = countDays(first, last);
  const from = addDays(first, steps * days);
  if (from > today) return null;
  return { range: "custom", from, to: addDays(last, steps * days) };
}

export function describeRange({ first, last }: UsageRange, { timeZone, now }: { timeZone: string; now: Date }): string {
  // Noon is on the same day in the zone whatever its clock does at midnight.
  const name = (day: Day) => formatDate(new Date(startOfDay(day, timeZone).getTime() + 12 * 3_600_000), timeZone, now);
  return first === last ? name(first) : `${name(first)} – ${name(last)}`;
}

function daysOf(
  range: Range,
  search: BillingSearch,
  { today, period }: { today: Day; period: Period },
): { first: Day; last: Day } {
  switch (range) {
    case "today":
      return { first: today, last: today };
    case "7d":
      return { first: addDays(today, -6), last: today };
    case "30d":
      return { first: addDays(today, -29), last: today };
    case "90d":
      return { first: addDays(today, -89), last: today };
    case "period":
      return { first: period.first, last: period.last };
    case "last_period":
      return { first: addMonths(period.first, -period.months), last: addDays(period.first, -1) };
    case "custom": {
      const first = search.from ?? today;
      const last = search.to ?? today;
      return { first, last: countDays(first, last) > MOST_DAYS ? addDays(first, MOST_DAYS - 1) : last };
    }
  }
}

/** Without a plan the month is what people count by. */
function monthOf(today: Day): Period {
  const first = startOfMonth(today);
  return { first, last: addDays(addMonths(first, 1), -1), months: 1 };
}

function fits(every: Interval, days: number): boolean {
  switch (every) {
    case "hour":
      return days <= MOST_HOURLY_DAYS;
    case "day":
      return days <= MOST_BARS;
    case "week":
      return days > 7;
    case "month":
      return days > 28;
  }
}

/** Between 6 and 62 bars where the days allow it. */
function usualInterval(days: number): Interval {
  if (days === 1) return "hour";
  if (days <= 62) return "day";
  return days <= 434 ? "week" : "month";
}
