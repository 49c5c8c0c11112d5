import { type Outputs, trpc } from "../../lib/trpc.ts";

/** Until when the tokens would last with so many more, by the forecast of the page; null while it is not known. */
export function useRunOutWith(tokens: number): Outputs["balance"]["forecast"] | null {
  return trpc.balance.forecast.useQuery({ adding: tokens }, { staleTime: 60_000 }).data ?? null;
}
