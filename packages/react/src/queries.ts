import type { AppRouter } from "@farebox/api";
import { queryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { Inputs } from "./lib/trpc.ts";

/**
 * The questions of the page as options for `useQuery`, `prefetchQuery` and loaders of @tanstack/react-query, for a product
 * that draws its own. `client` names the business (`createClient`), and so do the keys.
 */
export function billingQueries(client: TRPCClient<AppRouter>, businessId: string) {
  const key = (...parts: readonly unknown[]) => ["farebox", businessId, ...parts] as const;
  return {
    balance: () =>
      queryOptions({
        queryKey: key("balance"),
        queryFn: ({ signal }) => client.balance.get.query(undefined, { signal }),
      }),
    forecast: () =>
      queryOptions({
        queryKey: key("forecast"),
        queryFn: ({ signal }) => client.balance.forecast.query(undefined, { signal }),
      }),
    usage: (input: Inputs["usage"]["timeseries"]) =>
      queryOptions({
        queryKey: key("usage", input),
        queryFn: ({ signal }) => client.usage.timeseries.query(input, { signal }),
      }),
    transactions: (input: Inputs["transactions"]["list"]) =>
      queryOptions({
        queryKey: key("transactions", input),
        queryFn: ({ signal }) => client.transactions.list.query(input, { signal }),
      }),
    subscription: () =>
      queryOptions({
        queryKey: key("subscription"),
        queryFn: ({ signal }) => client.subscription.get.query(undefined, { signal }),
      }),
    packages: () =>
      queryOptions({
        queryKey: key("packages"),
        queryFn: ({ signal }) => client.packages.list.query(undefined, { signal }),
      }),
  };
}
