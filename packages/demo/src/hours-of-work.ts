import { DAY_MS, HOUR_MS, type Instant, zoneOffsetMs } from "@farebox/billing-core";

/**
 * How busy each hour of a day is in the business's own zone. The traces keep no time of day; this is the common shape of
 * customer traffic: two humps around a lunch dip, a thin evening, and a night that is never quite silent.
 */
const BUSYNESS_BY_HOUR = [
  2, 1, 1, 1, 1, 3, 8, 25, 62, 90, 100, 96, 74, 78, 94, 98, 88, 66, 42, 30, 22, 14, 8, 4,
] as const;

type Calendar = {
  readonly timeZone: string;
  /** Share of what is busy on a Wednesday that is busy on a Saturday. */
  readonly weekend: number;
};

/** Relative busyness at an instant. */
export function busynessAt(at: Instant, { timeZone, weekend }: Calendar): number {
  const wallClock = at + zoneOffsetMs(timeZone, at);
  const hour = Math.floor((wallClock % DAY_MS) / HOUR_MS);
  // 1970 began on a Thursday.
  const weekday = (Math.floor(wallClock / DAY_MS) + 4) % 7;
  const busyness = BUSYNESS_BY_HOUR[hour] ?? 0;
  return weekday === 0 || weekday === 6 ? busyness * weekend : busyness;
}
