import { useEffect } from "react";
import type { WireRate } from "../../lib/affordable.ts";
import { trpc } from "../../lib/trpc.ts";
import type { LiveCall } from "./use-balance.ts";

/** The prices live calls run at. A call keeps the version it was opened at: one that is not in force any more is not known here. */
export function useCallRates(calls: readonly LiveCall[]): (call: LiveCall) => WireRate | null {
  const { data, refetch } = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  const newest = Math.max(0, ...calls.map(({ rateVersion }) => rateVersion));
  const isBehind = data !== undefined && newest > data.version;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);
  return ({ service, rateVersion }) =>
    data?.version === rateVersion ? (data.rates.find((rate) => rate.service === service) ?? null) : null;
}
