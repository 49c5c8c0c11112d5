import type { MicroTokens } from "@farebox/billing-core";
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
    const sums = await sumUsage(sql, {
      businessId: asked.businessId,
      by: "service",
      range: { ...range, every: null },
      starts: [range.from],
    });
    return { ...range, groups: mergeByKey(sums) };
  });
}

export type AskedSummary = Omit<AskedRange, "every"> & { readonly reader: Reader };

export type UsageSummary = Omit<UsageRange, "business"> & { readonly groups: readonly UsageGroup[] };

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
