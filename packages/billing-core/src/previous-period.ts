import { dayStart } from "./buckets.ts";
import { civilDayOf, dayNumberOf } from "./civil-days.ts";
import type { Instant } from "./instants.ts";
import { localDayNumber } from "./periods.ts";

/**
 * The period just before `[from, to)` that it is compared with, ending where it begins: as many whole months, or whole days,
 * of the zone's calendar where it is whole ones; otherwise just as long.
 */
export function previousPeriod({
  from,
  to,
  timeZone,
}: {
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
}): { readonly from: Instant; readonly to: Instant } {
  const [firstDay, endDay] = [localDayNumber(from, timeZone), localDayNumber(to, timeZone)];
  if (dayStart(firstDay, timeZone) !== from || dayStart(endDay, timeZone) !== to)
    return { from: from - (to - from), to: from };
  const [first, end] = [civilDayOf(firstDay), civilDayOf(endDay)];
  const months = (end.year - first.year) * 12 + (end.month - first.month);
  const isWholeMonths = first.day === 1 && end.day === 1 && months > 0;
  const before = isWholeMonths
    ? dayNumberOf({ year: first.year, month: first.month - months, day: 1 })
    : firstDay - (endDay - firstDay);
  return { from: dayStart(before, timeZone), to: from };
}
