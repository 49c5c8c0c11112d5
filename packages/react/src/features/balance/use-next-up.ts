import { trpc } from "../../lib/trpc.ts";
import { useSubscription } from "../../lib/use-subscription.ts";
import { useTopUpNow } from "../../lib/use-top-up.ts";
import { listNextEvents, type NextEvent } from "./next-up.ts";
import type { Balance } from "./use-balance.ts";
import { useForecastNow } from "./use-forecast.ts";

/** What comes by itself. Beside the plan it asks nothing: what else is on the page already is added as it comes. */
export function useNextUp(grants: Balance["grants"], now: Date): readonly NextEvent[] {
  const { subscription } = useSubscription();
  const topUp = useTopUpNow();
  const { data: packages } = trpc.packages.list.useQuery(undefined, { enabled: false });
  const forecast = useForecastNow();
  const bought = packages?.items.find(({ key }) => key === topUp?.package) ?? null;
  return listNextEvents({ grants, subscription, topUp, bought, days: forecast?.days ?? [], now });
}
