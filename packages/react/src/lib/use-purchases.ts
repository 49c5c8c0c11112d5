import { listArriving, pauseBeforeAsking } from "./arriving.ts";
import { useBillingAddress } from "./billing-address.tsx";
import { type Outputs, trpc } from "./trpc.ts";
import { useBalanceNow } from "./use-balance-now.ts";

export type Purchase = Outputs["purchases"]["get"];

/** The newest purchases. A new version of the balance makes it ask again. */
export function usePurchases(): readonly Purchase[] {
  return trpc.purchases.list.useQuery({ limit: 10 }).data?.items ?? NONE;
}

/** Purchases whose tokens are on their way. The balance tells when they came; should that be missed, it is asked for. */
export function useArriving(): readonly Purchase[] {
  const { cameBack } = useBillingAddress();
  const grants = useBalanceNow()?.grants ?? [];
  const pick = (items: readonly Purchase[] | undefined) => listArriving(items ?? NONE, { cameBack, grants });
  const { data } = trpc.purchases.list.useQuery(
    { limit: 10 },
    {
      refetchInterval: ({ state }) => {
        const [oldest] = pick(state.data?.items)
          .map(({ createdAt }) => Date.parse(createdAt))
          .sort();
        return oldest !== undefined && pauseBeforeAsking(oldest, Date.now());
      },
    },
  );
  return pick(data?.items);
}

const NONE: readonly Purchase[] = [];
