import { trpc } from "../../lib/trpc.ts";
import { useNow } from "../../lib/use-now.ts";
import { addDays, dayOf, startOfDay } from "../../lib/zone-day.ts";

/** What was spent today, in 7 and in 30 days of a zone, each with today. */
export function useSpent(timeZone: string) {
  const today = dayOf(useNow(), timeZone);
  const query = trpc.usage.timeseries.useQuery(
    {
      from: startOfDay(addDays(today, -29), timeZone).toISOString(),
      to: startOfDay(addDays(today, 1), timeZone).toISOString(),
      timeZone,
      every: "day",
      by: "service",
    },
    { placeholderData: (shown) => shown },
  );
  const days = query.data?.buckets.map((bucket) => bucket.total) ?? [];
  return {
    spent:
      query.data === undefined ? null : { today: sumLast(days, 1), week: sumLast(days, 7), month: sumLast(days, 30) },
    isFailed: query.isError,
  };
}

/** Adds in whole micro-tokens, so that the sum of decimals stays exact. */
function sumLast(days: readonly number[], count: number): number {
  return days.slice(-count).reduce((sum, tokens) => sum + Math.round(tokens * 1e6), 0) / 1e6;
}
