import { DAY_MS, type Instant, MINUTE_MS, toCalendarDay } from "@farebox/billing-core";
import type { DayPart, InstantRange } from "@farebox/db/reads";

/**
 * A range cut at midnights of UTC and at the bars it falls into.
 *
 * @param range on quarters of an hour. @param starts of the bars, on quarters, rising; the first not after the range's beginning.
 */
export function dayParts({ from, to }: InstantRange, starts: readonly Instant[]): readonly DayPart[] {
  const parts: DayPart[] = [];
  let bucket = 0;
  for (let at = from; at < to; ) {
    while ((starts[bucket + 1] ?? Number.POSITIVE_INFINITY) <= at) bucket += 1;
    const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    const end = Math.min(midnight, starts[bucket + 1] ?? Number.POSITIVE_INFINITY, to);
    const day = Math.floor(at / DAY_MS);
    parts.push({
      day: toCalendarDay(day),
      bucket,
      fromQuarter: (at - day * DAY_MS) / QUARTER_HOUR_MS,
      toQuarter: (end - day * DAY_MS) / QUARTER_HOUR_MS,
    });
    at = end;
  }
  return parts;
}

export const QUARTER_HOUR_MS = 15 * MINUTE_MS;
