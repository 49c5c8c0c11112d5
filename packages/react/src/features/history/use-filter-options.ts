import { compareServices } from "../../lib/services.ts";
import { trpc } from "../../lib/trpc.ts";
import { useNow } from "../../lib/use-now.ts";
import { addDays, dayOf, startOfDay } from "../../lib/zone-day.ts";

/** What the history can be narrowed to: services with a price, agents of the last 30 days. */
export function useFilterOptions(timeZone: string) {
  const today = dayOf(useNow(), timeZone);
  const rates = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  const usage = trpc.usage.timeseries.useQuery({
    from: startOfDay(addDays(today, -29), timeZone).toISOString(),
    to: startOfDay(addDays(today, 1), timeZone).toISOString(),
    timeZone,
    every: "day",
    by: "agent",
  });
  const agents = new Set(usage.data?.buckets.flatMap(({ groups }) => groups.map(({ key }) => key)) ?? []);
  agents.delete("");
  return {
    services: (rates.data?.rates.map(({ service }) => service) ?? []).sort(compareServices),
    agents: [...agents].sort(),
  };
}
