import { affordablePeopleUnits } from "./affordable.ts";
import { trpc } from "./trpc.ts";

/** How many outbound minutes an amount of tokens pays for at the rates in force; null while they are unknown. */
export function useOutboundMinutes(): (tokens: number) => number | null {
  const { data } = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  const rate = data?.rates.find(({ service }) => service === "outbound_call");
  return (tokens) => (rate === undefined ? null : affordablePeopleUnits(rate, tokens));
}
