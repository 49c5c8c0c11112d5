import {
  type BucketWidth,
  bucketStartAfter,
  bucketStartAt,
  DAY_MS,
  HOUR_MS,
  type Instant,
} from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import { type BusinessTime, readBusinessTime } from "@farebox/db/reads";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** The range a chart was asked for, with what was left out filled in: 30 days in the zone, today among them. */
export async function resolveRange(sql: SqlRunner, asked: AskedRange): Promise<UsageRange | Refusal> {
  const business = await readBusinessTime(sql, asked.businessId);
  if (business === null) return refuse({ code: "not_found", what: "business" });
  const timeZone = asked.timeZone ?? business.timeZone;
  const to = asked.to ?? endOfDay(Math.max(business.now, asked.from ?? business.now), timeZone);
  const from = asked.from ?? bucketStartAt({ every: "day", at: Math.min(business.now, to) - 29 * DAY_MS, timeZone });
  const range = { from, to, timeZone, business };
  return problemWith(range, asked.every) ?? range;
}

export type AskedRange = {
  readonly businessId: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly timeZone: string | null;
  /** How wide the bars are; null for one sum of it all. */
  readonly every: BucketWidth | null;
};

/** `[from, to)` */
export type UsageRange = {
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
  readonly business: BusinessTime;
};

const MOST_BUCKETS = 1_000;
const LONGEST_MS = 5 * 366 * DAY_MS;
const LONGEST_IN_HOURS_MS = 31 * DAY_MS + HOUR_MS;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(3000, 0, 1);

function problemWith({ from, to }: Pick<UsageRange, "from" | "to">, every: BucketWidth | null): Refusal | null {
  if (to <= from) return refuseFields([{ path: "to", code: "not_after", message: "must be later than from" }]);
  if (from < EARLIEST)
    return refuseFields([
      { path: "from", code: "too_small", params: { least: "1970" }, message: "must not be before 1970" },
    ]);
  if (to > LATEST)
    return refuseFields([
      { path: "to", code: "too_big", params: { most: "2999" }, message: "must not be after the year 2999" },
    ]);
  // An hour more, because a month in which a clock is set back is that much longer.
  if (every === "hour" && to - from > LONGEST_IN_HOURS_MS)
    return refuseFields([
      { path: "from", code: "range_too_long", message: "must be at most 31 days before to when every is hour" },
    ]);
  if (every === "day" && to - from > (MOST_BUCKETS - 2) * DAY_MS)
    return refuseFields([
      {
        path: "from",
        code: "range_too_long",
        message: `must be at most ${MOST_BUCKETS - 2} days before to when every is day`,
      },
    ]);
  if (to - from > LONGEST_MS)
    return refuseFields([{ path: "from", code: "range_too_long", message: "must be at most five years before to" }]);
  return null;
}

function endOfDay(at: Instant, timeZone: string): Instant {
  return bucketStartAfter({ every: "day", start: bucketStartAt({ every: "day", at, timeZone }), timeZone });
}
