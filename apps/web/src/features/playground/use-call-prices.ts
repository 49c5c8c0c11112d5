import type { WireRate } from "@farebox/react/lib/affordable.ts";
import { trpc } from "@farebox/react/lib/trpc.ts";

/** The prices a call runs at: of the version it was opened at, null when that is not in force any more. */
export function useCallPrices(): (call: { service: string; rateVersion: number }) => WireRate | null {
  const { data } = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  return ({ service, rateVersion }) =>
    data?.version === rateVersion ? (data.rates.find((rate) => rate.service === service) ?? null) : null;
}
