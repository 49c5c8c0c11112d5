import { useEffect, useRef } from "react";
import { type Outputs, trpc } from "../../lib/trpc.ts";
import { usePurchases } from "../../lib/use-purchases.ts";
import { useSubscription } from "../../lib/use-subscription.ts";

export type Invoice = Outputs["invoices"]["list"]["items"][number];

const PAGE = 12;

/** Invoices and receipts, from the payment provider: asked for again when a purchase or the plan has moved, not with every call. */
export function useInvoices() {
  const utils = trpc.useUtils();
  const query = trpc.invoices.list.useInfiniteQuery(
    { limit: PAGE },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor,
      staleTime: 5 * 60_000,
      retry: 1,
      trpc: { context: { alone: true } },
    },
  );
  const moved = useWhatWasPaid();
  const seen = useRef(moved);
  useEffect(() => {
    if (seen.current === moved) return;
    seen.current = moved;
    void utils.invoices.invalidate();
    void utils.paymentMethods.invalidate();
  }, [moved, utils]);
  return {
    invoices: query.data?.pages.flatMap(({ items }) => items) ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** Changes whenever there may be a new invoice. */
function useWhatWasPaid(): string {
  const { subscription } = useSubscription();
  const purchases = usePurchases();
  const plan = subscription && [subscription.status, subscription.plan.key, subscription.currentPeriod?.end].join(" ");
  return [plan, ...purchases.map(({ purchaseId, status }) => `${purchaseId} ${status}`)].join();
}
