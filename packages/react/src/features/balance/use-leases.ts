import { trpc } from "../../lib/trpc.ts";

/** How long each live call could go on as things are, by its hold. Asked again whenever the balance moves. */
export function useLeases(): ReadonlyMap<string, number> {
  const { data } = trpc.holds.list.useQuery(
    { status: "open", limit: 200 },
    { staleTime: Number.POSITIVE_INFINITY, placeholderData: (shown) => shown },
  );
  return new Map(data?.items.map(({ holdId, affordableSeconds }) => [holdId, affordableSeconds]) ?? []);
}
