import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { PeriodChart, UsageChart } from "../use-cases/chart-usage.ts";
import type { PeriodSummary, UsageGroup, UsageSummary } from "../use-cases/summarize-usage.ts";
import { toInstantText } from "./wire-instants.ts";

export function toSummaryAnswer({ timeZone, previous, ...summary }: UsageSummary) {
  return {
    ...toPeriodSummary(summary),
    timeZone,
    ...(previous === null ? {} : { previous: toPeriodSummary(previous) }),
  };
}

export function toTimeseriesAnswer({ timeZone, every, by, previous, ...chart }: UsageChart) {
  return {
    ...toPeriodChart(chart),
    every,
    by,
    timeZone,
    ...(previous === null ? {} : { previous: toPeriodChart(previous) }),
  };
}

function toPeriodSummary({ from, to, groups }: Pick<PeriodSummary, "from" | "to" | "groups">) {
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    total: toTotal(groups),
    services: groups.map(({ key, ...sums }) => ({ service: key, ...toSums(sums) })),
  };
}

function toPeriodChart({ from, to, bars }: Pick<PeriodChart, "from" | "to" | "bars">) {
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    buckets: bars.map(({ start, end, groups, isPartial }) => ({
      start: toInstantText(start),
      end: toInstantText(end),
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
