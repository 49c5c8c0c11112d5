import { formatDate } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { Day } from "../../lib/zone-day.ts";

const words = pageStrings.history;

/** The two dates as their chip says them. */
export function nameDates(since: Day | undefined, until: Day | undefined, now: Date): string {
  // Days have no zone of their own here: noon UTC names the same day everywhere it is formatted as UTC.
  const name = (day: Day) => formatDate(new Date(`${day}T12:00:00Z`), "UTC", now);
  if (since !== undefined && until !== undefined)
    return since === until ? name(since) : words.between(name(since), name(until));
  if (since !== undefined) return words.since(name(since));
  if (until !== undefined) return words.until(name(until));
  return words.filters.dates;
}
