import { useEffect } from "react";
import type { Outputs } from "../../lib/trpc.ts";
import { trpc } from "../../lib/trpc.ts";

export type Forecast = Outputs["balance"]["forecast"];
export type PastPoint = Outputs["balance"]["history"]["points"][number];

/** When the tokens run out, and what there was before. Asked anew with every tenth part of the balance that was spent. */
export function useForecast() {
  const forecast = trpc.balance.forecast.useQuery(undefined, {
    placeholderData: (shown) => shown,
    staleTime: STALE_MS,
  });
  const past = trpc.balance.history.useQuery({ days: 14 }, { placeholderData: (shown) => shown, staleTime: STALE_MS });
  return {
    forecast: forecast.data ?? null,
    past: past.data?.points ?? null,
    isFailed: forecast.isError && forecast.data === undefined,
    retry: () => void forecast.refetch(),
  };
}

/** Asks for it beside the balance: it is the sentence below that. Answers whether it came, or failed. */
export function useForecastSoon(): boolean {
  const utils = trpc.useUtils();
  useEffect(() => {
    void utils.balance.forecast.prefetch(undefined, { staleTime: STALE_MS, trpc: { context: { alone: true } } });
  }, [utils]);
  return !trpc.balance.forecast.useQuery(undefined, { enabled: false }).isPending;
}

/** The forecast as the page shows it already. It asks nothing itself. */
export function useForecastNow(): Forecast | null {
  return trpc.balance.forecast.useQuery(undefined, { enabled: false }).data ?? null;
}

const STALE_MS = 60_000;
