import { trpc } from "../../lib/trpc.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";

/**
 * One purchase, asked for again with every new version of the balance: what settles it moves the balance, and that is
 * told live. It is asked for only once there is a version to compare with, so that no change is missed between the two.
 */
export function usePurchase(id: string) {
  const hasBalance = useBalanceNow() !== null;
  const query = trpc.purchases.get.useQuery({ id }, { enabled: hasBalance, staleTime: Number.POSITIVE_INFINITY });
  return {
    purchase: query.data ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}
