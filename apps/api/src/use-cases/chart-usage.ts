import { type BucketWidth, bucketStartAfter, bucketStarts, type Instant } from "@farebox/billing-core";
import type { UsageSum } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import type { Refusal } from "./refusal.ts";
import { sumUsage } from "./sum-usage.ts";
import { mergeByKey, type UsageGroup } from "./summarize-usage.ts";
import { type AskedRange, resolveRange, type UsageRange } from "./usage-range.ts";

/** What a business used in a range, in bars of the zone's wall clock, each by service or agent. Empty bars are there too. */
export function chartUsage(deps: Pick<Deps, "db">, asked: AskedChart): Promise<UsageChart | Refusal> {
  const { businessId, every, by } = asked;
  return readAs(deps, asked, async (sql) => {
    const range = await resolveRange(sql, asked);
    if ("outcome" in range) return range;
    const starts = bucketStarts({ every, from: range.from, to: range.to, timeZone: range.timeZone });
    const sums = await sumUsage(sql, { businessId, by, range: { ...range, every }, starts });
    const bars = toBars(sums, starts);
    return { ...range, every, by, bars: bars.map((bar) => ({ ...bar, isPartial: isOpen(bar.start, every, range) })) };
  });
}

export type AskedChart = AskedRange & {
  readonly reader: Reader;
  readonly every: BucketWidth;
  readonly by: "service" | "agent";
};

export type UsageChart = Omit<UsageRange, "business"> & {
  readonly every: BucketWidth;
  readonly by: "service" | "agent";
  readonly bars: readonly (Bar & { readonly isPartial: boolean })[];
};

export type Bar = { readonly start: Instant; readonly groups: readonly UsageGroup[] };

function toBars(sums: readonly UsageSum[], starts: readonly Instant[]): Bar[] {
  const byBucket = Map.groupBy(sums, ({ bucket }) => bucket);
  return starts.map((start, index) => ({ start, groups: mergeByKey(byBucket.get(index) ?? []) }));
}

/** Whether something may still happen in this bar. */
function isOpen(start: Instant, every: BucketWidth, { timeZone, business }: UsageRange): boolean {
  return bucketStartAfter({ every, start, timeZone }) > business.now;
}
