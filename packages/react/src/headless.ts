/** What the page is made of without its looks: hooks that ask, and functions that say what is to be shown. */

export { viewBalance } from "./features/balance/balance-view.ts";
export { shapeBurnDown } from "./features/balance/burn-down-shape.ts";
export { totalCalls } from "./features/balance/call-totals.ts";
export { composeBalance } from "./features/balance/composition.ts";
export { sayAssumptions, sayForecast } from "./features/balance/forecast-words.ts";
export { listNextEvents } from "./features/balance/next-up.ts";
export { type Balance, useBalance } from "./features/balance/use-balance.ts";
export { type Forecast, useForecast } from "./features/balance/use-forecast.ts";
export { explainCharge } from "./features/history/arithmetic.ts";
export { type Entry, useHistory } from "./features/history/use-history.ts";
export { choosePlan } from "./features/plans/plan-choice.ts";
export { modelChart } from "./features/usage/chart-model.ts";
export { resolveRange } from "./features/usage/usage-range.ts";
export { type Timeseries, useUsage } from "./features/usage/use-usage.ts";
export { formatMoney } from "./lib/format-money.ts";
export { formatTokens } from "./lib/format-number.ts";
export { usePackages, usePlans } from "./lib/use-catalogue.ts";
export { useSubscription } from "./lib/use-subscription.ts";
