import { trpc } from "./trpc.ts";
import { useNow } from "./use-now.ts";
import { addDays, dayOf, startOfDay } from "./zone-day.ts";

/** Fewer days with use than this say nothing about the next ones. */
const LEAST_DAYS = 3;

/** Tokens used in the last 30 days; null while unknown, or when there was too little use to tell a pace from. */
export function usePace(timeZone: string): number | null {
  const today = dayOf(useNow(), timeZone);
  // The same question as the balance asks for what was spent: it is answered once.
  const { data } = trpc.usage.timeseries.useQuery({
    from: startOfDay(addDays(today, -29), timeZone).toISOString(),
    to: startOfDay(addDays(today, 1), timeZone).toISOString(),
    timeZone,
    every: "day",
    by: "service",
  });
  const days = (data?.buckets ?? []).map(({ total }) => total).filter((total) => total > 0);
  if (days.length < LEAST_DAYS) return null;
  return days.reduce((sum, total) => sum + Math.round(total * 1e6), 0) / 1e6;
}
