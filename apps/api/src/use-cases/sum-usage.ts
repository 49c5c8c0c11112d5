import { bucketStartAfter, bucketStartAt, type Instant, localDay } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import {
  type InstantRange,
  readRollUpLag,
  sumAgents,
  sumDays,
  sumLines,
  sumQuarterHours,
  sumServices,
  type UsageSum,
} from "@farebox/db/reads";
import { dayParts } from "./day-parts.ts";
import type { UsageRange } from "./usage-range.ts";
import { wholeQuarters } from "./whole-quarters.ts";

/**
 * Sums of a range by group and bar, exact for any range and zone. The totals that follow the ledger are read, with what it
 * booked since; by service, while they are far behind, the quarter hours that every commit keeps, and by agent in the
 * business's own zone the days. What of a range is no whole quarter or day is summed from the lines.
 */
export async function sumUsage(sql: SqlRunner, asked: AskedSums): Promise<readonly UsageSum[]> {
  const { businessId, by, range, starts } = asked;
  const days = by === "agent" ? wholeDays(range) : null;
  const quarters = wholeQuarters(range, starts);
  if (days === null && (by === "agent" || (await readRollUpLag(sql, businessId)) <= SHORT_LAG)) {
    const whole = quarters ?? { from: range.to, to: range.to };
    const sumRolledUp = by === "agent" ? sumAgents : sumServices;
    return sumRolledUp(sql, { businessId, range, whole, starts, parts: dayParts(whole, starts) });
  }
  const whole = days ?? quarters;
  const sums: UsageSum[] = [];
  for (const end of endsBeside(range, whole))
    sums.push(...(await sumLines(sql, { businessId, by, range: end, starts })));
  if (whole === null) return sums;
  if (days === null) return [...sums, ...(await sumQuarterHours(sql, { businessId, range: whole, starts }))];
  const dayOf = (at: Instant): string => localDay(at, range.timeZone);
  const inDays = { fromDay: dayOf(days.from), toDay: dayOf(days.to), startDays: starts.map(dayOf) };
  return [...sums, ...(await sumDays(sql, { businessId, ...inDays }))];
}

/** What of a range lies beside its whole part: all of it when there is none. */
function endsBeside(range: InstantRange, whole: InstantRange | null): readonly InstantRange[] {
  if (whole === null) return [range];
  const ends = [
    { from: range.from, to: whole.from },
    { from: whole.to, to: range.to },
  ];
  return ends.filter(({ from, to }) => from < to);
}

/** So many lines are looked up in the time that a month's quarter hours take. */
const SHORT_LAG = 1_000;

export type AskedSums = {
  readonly businessId: string;
  readonly by: "service" | "agent";
  readonly range: UsageRange & { readonly every: string | null };
  /** Where the bars begin, rising; the first not after the range's beginning. */
  readonly starts: readonly Instant[];
};

/** Days are kept in the business's own zone only, and hours cannot be told from them. */
function wholeDays(range: AskedSums["range"]): InstantRange | null {
  const { from, to, timeZone, business, every } = range;
  if (timeZone !== business.timeZone || every === "hour") return null;
  const startOf = (at: Instant): Instant => bucketStartAt({ every: "day", at, timeZone });
  const first = startOf(from) === from ? from : bucketStartAfter({ every: "day", start: startOf(from), timeZone });
  const last = startOf(to);
  return first < last ? { from: first, to: last } : null;
}
