import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";

export type Delivery = Outputs["webhookEndpoints"]["deliveries"]["items"][number];

/** What is on its way is tried again soon enough that whoever looks sees it. */
const POLL_MS = 5_000;

/** What was sent to one endpoint, newest first, and sending one once more. */
export function useDeliveries(endpointId: string) {
  const utils = trpc.useUtils();
  const query = trpc.webhookEndpoints.deliveries.useInfiniteQuery(
    { id: endpointId, limit: 20 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, refetchInterval: POLL_MS },
  );
  const replay = trpc.webhookEndpoints.replay.useMutation({
    onSuccess: () => utils.webhookEndpoints.deliveries.invalidate(),
  });
  return {
    deliveries: query.data?.pages.flatMap(({ items }) => items) ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    replay,
  };
}
