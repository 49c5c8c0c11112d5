import { type Outputs, trpc } from "../../lib/trpc.ts";

export type RateCard = Outputs["rates"]["list"];

/** The rate card in force for this business. */
export function useRates() {
  const query = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  return { card: query.data ?? null, error: query.isError ? query.error : null, retry: () => void query.refetch() };
}
