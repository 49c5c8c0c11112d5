import { type Outputs, trpc } from "../../lib/trpc.ts";
import { useSubscription } from "../../lib/use-subscription.ts";
import { addDays, dayOf } from "../../lib/zone-day.ts";
import type { Period, UsageRange } from "./usage-range.ts";

export type Timeseries = Outputs["usage"]["timeseries"];
export type Rates = Outputs["rates"]["list"];

/** Usage over a range. While another range is awaited the last one stays. */
export function useUsage({
  range,
  by,
  timeZone,
  isCompared = false,
}: {
  range: UsageRange;
  by: "service" | "agent";
  timeZone: string;
  isCompared?: boolean;
}) {
  const query = trpc.usage.timeseries.useQuery(
    {
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      timeZone,
      every: range.every,
      by,
      ...(isCompared && { compare: "previous" as const }),
    },
    { placeholderData: (shown) => (shown?.by === by ? shown : undefined) },
  );
  return {
    data: query.data ?? null,
    isStill: query.isPlaceholderData,
    updatedAt: query.dataUpdatedAt === 0 ? null : new Date(query.dataUpdatedAt),
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
  };
}

/** The rates in force, for the list beside the chart; the chart does not wait for them. */
export function useRatesInForce(): Rates["rates"] {
  return trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 }).data?.rates ?? [];
}

/** What was paid for a token on average; null until it is known, or when nothing was paid. Asked only where it is shown. */
export function usePricePaid({ isWanted }: { isWanted: boolean }): { amount: number; currency: string } | null {
  const query = trpc.usage.agents.useQuery({ limit: 1 }, { enabled: isWanted, staleTime: 10 * 60_000 });
  return query.data?.pricePerToken ?? null;
}

/** Tokens of an ordinary day, by the forecast that the page shows already. */
export function useUsualDay(): number | null {
  return trpc.balance.forecast.useQuery(undefined, { enabled: false }).data?.burnPerDay ?? null;
}

/** The days that the plan is paid for now; null without one. */
export function usePeriod(timeZone: string): Period | null {
  const { subscription } = useSubscription();
  const period = subscription?.currentPeriod ?? null;
  if (subscription === null || period === null) return null;
  const last = addDays(dayOf(new Date(period.end), timeZone), -1);
  return { first: dayOf(new Date(period.start), timeZone), last, months: subscription.interval === "year" ? 12 : 1 };
}

export type AgentUsage = Outputs["usage"]["agents"];
export type AgentOfUsage = AgentUsage["agents"][number];

/** What each agent used in the range, the costliest first. While another range is awaited the last one stays. */
export function useAgents({ range, timeZone, limit }: { range: UsageRange; timeZone: string; limit: number }) {
  const query = trpc.usage.agents.useQuery(
    { from: range.from.toISOString(), to: range.to.toISOString(), timeZone, every: range.every, limit },
    { placeholderData: (shown) => shown },
  );
  return {
    data: query.data ?? null,
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
  };
}
