import { trpc } from "../../lib/trpc.ts";
import { useSubscription } from "../../lib/use-subscription.ts";
import { useTopUpNow } from "../../lib/use-top-up.ts";
import { listNextEvents, type NextEvent, type NextFacts } from "./next-up.ts";
import type { Balance } from "./use-balance.ts";
import { type Forecast, useForecastNow } from "./use-forecast.ts";

/** What comes by itself. Beside the plan it asks nothing: what else is on the page already is added as it comes. */
export function useNextUp(grants: Balance["grants"], now: Date): readonly NextEvent[] {
  const { subscription } = useSubscription();
  const topUp = useTopUpNow();
  const { data: packages } = trpc.packages.list.useQuery(undefined, { enabled: false });
  const forecast = useForecastNow();
  const bought = packages?.items.find(({ key }) => key === topUp?.package) ?? null;
  const lapses = forecast === null ? null : readLapses(forecast);
  return listNextEvents({ grants, subscription, topUp, bought, days: forecast?.days ?? [], lapses, now });
}

/** What the forecast expects to expire unspent; null where it foretells nothing. */
function readLapses({ state, assumptions }: Forecast): NextFacts["lapses"] {
  if (state === "not_enough_usage" || state === "out") return null;
  return assumptions.flatMap(({ code, at, tokens }) =>
    code === "tokens_expire" && at !== undefined && tokens !== undefined ? [{ at, tokens }] : [],
  );
}
