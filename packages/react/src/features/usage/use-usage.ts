import { type Outputs, trpc } from "../../lib/trpc.ts";
import type { UsageRange } from "./usage-range.ts";

export type Timeseries = Outputs["usage"]["timeseries"];
export type Rates = Outputs["rates"]["list"];

/** Usage over a range. While another range is awaited the last one stays. */
export function useUsage({ range, by, timeZone }: { range: UsageRange; by: "service" | "agent"; timeZone: string }) {
  const query = trpc.usage.timeseries.useQuery(
    { from: range.from.toISOString(), to: range.to.toISOString(), timeZone, every: range.every, by },
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
