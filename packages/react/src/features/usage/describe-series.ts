import { formatCount } from "../../lib/format-number.ts";
import { formatUnits } from "../../lib/format-quantity.ts";
import { formatPrice } from "../../lib/format-rate.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { Series } from "./chart-model.ts";
import type { Rates } from "./use-usage.ts";

/** The line under a name: how much of it, and at which price. */
export function describeSeries(
  series: Series,
  { by, rates }: { by: "service" | "agent"; rates: Rates["rates"] },
): string {
  const events = pageStrings.usage.events(formatCount(series.events), series.events !== 1);
  if (by === "agent") return events;
  const rate = rates.find(({ service }) => service === series.key);
  return rate === undefined ? events : `${formatUnits(series.quantity, rate.unit)} · ${formatPrice(rate)}`;
}
