import { type BucketWidth, bucketStartAfter, bucketStarts, type Instant, previousPeriod } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import type { UsageSum } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import type { Refusal } from "./refusal.ts";
import { sumUsage } from "./sum-usage.ts";
import { mergeByKey, type UsageGroup } from "./summarize-usage.ts";
import { type AskedRange, resolveRange, type UsageRange } from "./usage-range.ts";

/**
 * What a business used in a range, in bars of the zone's wall clock, each by service or agent. Empty bars are there too.
 * Agents are as many as callers name: the largest of the range have a group each, all others share one.
 */
export function chartUsage(deps: Pick<Deps, "db">, asked: AskedChart): Promise<UsageChart | Refusal> {
  return readAs(deps, asked, async (sql) => {
    const range = await resolveRange(sql, asked);
    if ("outcome" in range) return range;
    const chart = await chartRange(sql, asked, range);
    if (asked.isCompared !== true) return { ...chart, previous: null };
    return { ...chart, previous: await chartRange(sql, asked, { ...range, ...previousPeriod(range) }) };
  });
}

export type AskedChart = AskedRange & {
  readonly reader: Reader;
  readonly every: BucketWidth;
  readonly by: "service" | "agent";
  /** Whether the period before is wanted as well. */
  readonly isCompared?: boolean;
};

export type UsageChart = PeriodChart & {
  /** The period just before, if it was asked for. */
  readonly previous: PeriodChart | null;
};

export type PeriodChart = Omit<UsageRange, "business"> & {
  readonly every: BucketWidth;
  readonly by: "service" | "agent";
  readonly bars: readonly (Bar & { readonly end: Instant; readonly isPartial: boolean })[];
};

export type Bar = { readonly start: Instant; readonly groups: readonly UsageGroup[] };

export const MOST_AGENTS = 100;
export const OTHER_AGENTS = "other";

async function chartRange(sql: SqlRunner, asked: AskedChart, range: UsageRange): Promise<PeriodChart> {
  const { businessId, every, by } = asked;
  const { from, to, timeZone, business } = range;
  const starts = bucketStarts({ every, from, to, timeZone });
  const sums = await sumUsage(sql, { businessId, by, range: { ...range, every }, starts });
  const bars = toBars(by === "agent" ? withLargest(sums) : sums, starts).map((bar) => {
    const end = bucketStartAfter({ every, start: bar.start, timeZone });
    // Something may still happen in a bar that is not over.
    return { ...bar, end, isPartial: end > business.now };
  });
  return { from, to, timeZone, every, by, bars };
}

/** Use that named no agent stays its own group. */
function withLargest(sums: readonly UsageSum[]): readonly UsageSum[] {
  const agents = mergeByKey(sums).filter(({ key }) => key !== "");
  if (agents.length <= MOST_AGENTS) return sums;
  const named = new Set(["", ...agents.slice(0, MOST_AGENTS).map(({ key }) => key)]);
  return sums.map((sum) => (named.has(sum.key) ? sum : { ...sum, key: OTHER_AGENTS }));
}

function toBars(sums: readonly UsageSum[], starts: readonly Instant[]): Bar[] {
  const byBucket = Map.groupBy(sums, ({ bucket }) => bucket);
  return starts.map((start, index) => ({ start, groups: mergeByKey(byBucket.get(index) ?? []) }));
}
