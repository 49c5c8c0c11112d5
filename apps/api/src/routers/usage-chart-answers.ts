import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { UsageChart } from "../use-cases/chart-usage.ts";
import type { UsageGroup, UsageSummary } from "../use-cases/summarize-usage.ts";
import { toInstantText } from "./wire-instants.ts";

export function toSummaryAnswer({ from, to, timeZone, groups }: UsageSummary) {
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    timeZone,
    total: toTotal(groups),
    services: groups.map(({ key, ...sums }) => ({ service: key, ...toSums(sums) })),
  };
}

export function toTimeseriesAnswer({ from, to, timeZone, every, by, bars }: UsageChart) {
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    every,
    by,
    timeZone,
    buckets: bars.map(({ start, groups, isPartial }) => ({
      start: toInstantText(start),
      total: toTotal(groups),
      partial: isPartial,
      groups: groups.map(({ key, ...sums }) => ({ key, ...toSums(sums) })),
    })),
  };
}

function toTotal(groups: readonly UsageGroup[]): number {
  return toTokens(groups.reduce((sum, { charged }) => sum + charged, 0n) as MicroTokens);
}

function toSums({ events, quantity, charged }: Omit<UsageGroup, "key">) {
  return { events, quantity, charged: toTokens(charged) };
}
