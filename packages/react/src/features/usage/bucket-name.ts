import type { Interval } from "../../lib/billing-search.ts";
import { formatClock, formatDate, formatDay, formatMonth } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";

type In = { readonly every: Interval; readonly timeZone: string; readonly now: Date };

/** A bar in full, for its name and its row in the table. */
export function nameBucket(start: Date, { every, timeZone, now }: In): string {
  switch (every) {
    case "hour":
      return `${formatDay(start, timeZone, now)}, ${formatClock(start, timeZone)}`;
    case "day":
      return formatDay(start, timeZone, now);
    case "week":
      return `${pageStrings.usage.tableWhen.week} ${formatDate(start, timeZone, now)}`;
    case "month":
      return formatMonth(start, timeZone);
  }
}

/** A bar on the axis. */
export function labelBucket(start: Date, { every, timeZone, now }: In): string {
  switch (every) {
    case "hour":
      return formatClock(start, timeZone);
    case "day":
    case "week":
      return formatDate(start, timeZone, now);
    case "month":
      return formatMonth(start, timeZone);
  }
}
