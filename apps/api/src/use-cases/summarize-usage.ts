import { type MicroTokens, previousPeriod } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import type { UsageSum } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import type { Refusal } from "./refusal.ts";
import { sumUsage } from "./sum-usage.ts";
import { type AskedRange, resolveRange, type UsageRange } from "./usage-range.ts";

/** What a business used in a range, by service. */
export function summarizeUsage(deps: Pick<Deps, "db">, asked: AskedSummary): Promise<UsageSummary | Refusal> {
  return readAs(deps, asked, async (sql) => {
    const range = await resolveRange(sql, { ...asked, every: null });
    if ("outcome" in range) return range;
    const summary = await summarizeRange(sql, asked, range);
    if (asked.isCompared !== true) return { ...summary, previous: null };
    return { ...summary, previous: await summarizeRange(sql, asked, { ...range, ...previousPeriod(range) }) };
  });
}

export type AskedSummary = Omit<AskedRange, "every"> & {
  readonly reader: Reader;
  /** Whether the period before is wanted as well. */
  readonly isCompared?: boolean;
};

export type UsageSummary = PeriodSummary & {
  /** The period just before, if it was asked for. */
  readonly previous: PeriodSummary | null;
};

export type PeriodSummary = Omit<UsageRange, "business"> & { readonly groups: readonly UsageGroup[] };

async function summarizeRange(sql: SqlRunner, asked: AskedSummary, range: UsageRange): Promise<PeriodSummary> {
  const { from, to, timeZone } = range;
  const sums = await sumUsage(sql, {
    businessId: asked.businessId,
    by: "service",
    range: { ...range, every: null },
    starts: [from],
  });
  return { from, to, timeZone, groups: mergeByKey(sums) };
}

export type UsageGroup = Omit<UsageSum, "bucket">;

/** One group each, the costliest first; the two ends of a range and its middle come as separate sums. */
export function mergeByKey(sums: readonly UsageGroup[]): UsageGroup[] {
  const groups = new Map<string, UsageGroup>();
  for (const { key, events, quantity, charged } of sums) {
    const before = groups.get(key);
    groups.set(key, {
      key,
      events: events + (before?.events ?? 0),
      quantity: quantity + (before?.quantity ?? 0),
      charged: (charged + (before?.charged ?? 0n)) as MicroTokens,
    });
  }
  return [...groups.values()].sort(compareGroups);
}

function compareGroups(left: UsageGroup, right: UsageGroup): number {
  if (left.charged !== right.charged) return left.charged < right.charged ? 1 : -1;
  return left.key < right.key ? -1 : 1;
}
