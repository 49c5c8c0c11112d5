import { civilDayOf, dayNumberOf } from "./civil-days.ts";
import { DAY_MS, HOUR_MS, type Instant } from "./instants.ts";
import { localDayNumber } from "./periods.ts";
import { zoneOffsetMs } from "./time-zones.ts";

/** How wide a bar of a chart is. Weeks begin on Monday, months on the 1st. */
export const BUCKET_WIDTHS = ["hour", "day", "week", "month"] as const;
export type BucketWidth = (typeof BUCKET_WIDTHS)[number];

/**
 * Where the bars of a chart begin: strictly rising instants, the first at or before `from`, all others before `to`.
 * A bucket ends where the next begins; the last one ends at `bucketStartAfter`.
 *
 * Counted on the wall clock of the zone, so that a day is 23 or 25 hours long when its clock changes, and an hour that
 * happens twice is two buckets. A day that a zone skipped is none.
 *
 * @param from included. @param to excluded; nothing when it is not after `from`.
 */
export function bucketStarts(range: {
  readonly every: BucketWidth;
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
}): readonly Instant[] {
  const { every, from, to, timeZone } = range;
  if (to <= from) return [];
  const starts: Instant[] = [];
  for (
    let start = bucketStartAt({ every, at: from, timeZone });
    start < to;
    start = bucketStartAfter({ every, start, timeZone })
  )
    starts.push(start);
  return starts;
}

/** Where the bucket that contains an instant begins. */
export function bucketStartAt({
  every,
  at,
  timeZone,
}: {
  readonly every: BucketWidth;
  readonly at: Instant;
  readonly timeZone: string;
}): Instant {
  const day = localDayNumber(at, timeZone);
  if (every !== "hour") return dayStart(firstDayOf(every, day), timeZone);
  // Hours are walked from midnight: where a clock changes by half an hour, an hour cannot be found by rounding down.
  let start = dayStart(day, timeZone);
  for (let next = hourAfter(start, timeZone); next <= at; next = hourAfter(next, timeZone)) start = next;
  return start;
}

/** Where the bucket after one ends, given where that one begins. */
export function bucketStartAfter({
  every,
  start,
  timeZone,
}: {
  readonly every: BucketWidth;
  readonly start: Instant;
  readonly timeZone: string;
}): Instant {
  if (every === "hour") return hourAfter(start, timeZone);
  let day = localDayNumber(start, timeZone);
  let next = start;
  while (next <= start) {
    day = firstDayAfter(every, day);
    next = dayStart(day, timeZone);
  }
  return next;
}

/**
 * The first instant of a day in a zone: midnight, the first of two midnights, or the change of the clock that skipped midnight.
 *
 * @param dayNumber days since 1970-01-01.
 */
export function dayStart(dayNumber: number, timeZone: string): Instant {
  const wallClock = dayNumber * DAY_MS;
  const early =
    wallClock - Math.max(zoneOffsetMs(timeZone, wallClock - DAY_MS), zoneOffsetMs(timeZone, wallClock + DAY_MS));
  const late =
    wallClock - Math.min(zoneOffsetMs(timeZone, wallClock - DAY_MS), zoneOffsetMs(timeZone, wallClock + DAY_MS));
  if (early + zoneOffsetMs(timeZone, early) === wallClock) return early;
  if (late + zoneOffsetMs(timeZone, late) === wallClock) return late;
  let before = early;
  let after = late;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + zoneOffsetMs(timeZone, middle) < wallClock) before = middle;
    else after = middle;
  }
  return after;
}

function hourAfter(start: Instant, timeZone: string): Instant {
  const wallClock = start + zoneOffsetMs(timeZone, start);
  return start + HOUR_MS - (((wallClock % HOUR_MS) + HOUR_MS) % HOUR_MS);
}

function firstDayOf(every: Exclude<BucketWidth, "hour">, day: number): number {
  if (every === "day") return day;
  // 1970-01-01 was a Thursday, three days after a Monday.
  if (every === "week") return day - ((((day + 3) % 7) + 7) % 7);
  return dayNumberOf({ ...civilDayOf(day), day: 1 });
}

function firstDayAfter(every: Exclude<BucketWidth, "hour">, day: number): number {
  if (every === "day") return day + 1;
  if (every === "week") return firstDayOf("week", day) + 7;
  const { year, month } = civilDayOf(day);
  return dayNumberOf({ year, month: month + 1, day: 1 });
}
