import { trpc } from "../../lib/trpc.ts";
import { useNow } from "../../lib/use-now.ts";
import { addDays, dayOf, startOfDay } from "../../lib/zone-day.ts";

/** Agents that used tokens in the last 30 days, to choose from. Any other can be written. */
export function useKnownAgents(timeZone: string, isWanted: boolean): readonly string[] {
  const today = dayOf(useNow(), timeZone);
  const { data } = trpc.usage.timeseries.useQuery(
    {
      from: startOfDay(addDays(today, -29), timeZone).toISOString(),
      to: startOfDay(addDays(today, 1), timeZone).toISOString(),
      timeZone,
      every: "day",
      by: "agent",
    },
    { enabled: isWanted },
  );
  const agents = new Set(data?.buckets.flatMap(({ groups }) => groups.map(({ key }) => key)) ?? []);
  agents.delete("");
  return [...agents].sort();
}
