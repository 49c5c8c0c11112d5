import { bucketStartAfter, bucketStartAt, type Instant, localDay, quarterHourStart } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import { type InstantRange, sumDays, sumLines, sumQuarterHours, type UsageSum } from "@farebox/db/reads";
import type { UsageRange } from "./usage-range.ts";

/**
 * Sums of a range by group and bar, exact for any range and zone: whole quarter hours (or, by agent, whole days of the
 * business's own zone) come from the totals that every commit keeps, the rest at both ends from the lines themselves.
 */
export async function sumUsage(sql: SqlRunner, asked: AskedSums): Promise<readonly UsageSum[]> {
  const { businessId, by, range, starts } = asked;
  const whole = by === "service" ? wholeQuarters(range, starts) : wholeDays(range);
  const ends =
    whole === null
      ? [range]
      : [
          { from: range.from, to: whole.from },
          { from: whole.to, to: range.to },
        ];
  const sums: UsageSum[] = [];
  for (const end of ends) {
    if (end.from < end.to) sums.push(...(await sumLines(sql, { businessId, by, range: end, starts })));
  }
  if (whole === null) return sums;
  if (by === "service") return [...sums, ...(await sumQuarterHours(sql, { businessId, range: whole, starts }))];
  const dayOf = (at: Instant): string => localDay(at, range.timeZone);
  const days = { fromDay: dayOf(whole.from), toDay: dayOf(whole.to), startDays: starts.map(dayOf) };
  return [...sums, ...(await sumDays(sql, { businessId, ...days }))];
}

export type AskedSums = {
  readonly businessId: string;
  readonly by: "service" | "agent";
  readonly range: UsageRange & { readonly every: string | null };
  /** Where the bars begin, rising; the first not after the range's beginning. */
  readonly starts: readonly Instant[];
};

/** Null when there is none, or when a zone of long ago begins its hours between quarters. */
function wholeQuarters({ from, to }: InstantRange, starts: readonly Instant[]): InstantRange | null {
  if (starts.some((start) => quarterHourStart(start) !== start)) return null;
  const first = quarterHourStart(from + QUARTER_HOUR_MS - 1);
  const last = quarterHourStart(to);
  return first < last ? { from: first, to: last } : null;
}

/** Days are kept in the business's own zone only, and hours cannot be told from them. */
function wholeDays(range: AskedSums["range"]): InstantRange | null {
  const { from, to, timeZone, business, every } = range;
  if (timeZone !== business.timeZone || every === "hour") return null;
  const startOf = (at: Instant): Instant => bucketStartAt({ every: "day", at, timeZone });
  const first = startOf(from) === from ? from : bucketStartAfter({ every: "day", start: startOf(from), timeZone });
  const last = startOf(to);
  return first < last ? { from: first, to: last } : null;
}

const QUARTER_HOUR_MS = 15 * 60_000;
