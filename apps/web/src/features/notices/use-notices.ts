import { joinBalanceStream } from "@farebox/react/lib/balance-stream.ts";
import { useAccount, useBusiness } from "@farebox/react/lib/business.ts";
import { throttle } from "@farebox/react/lib/throttle.ts";
import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";
import { useEffect } from "react";

export type Notice = Outputs["notices"]["list"]["items"][number];

const LATEST = { limit: 8 };
const PAGE = { limit: 30 };
/** A busy minute moves the balance often, and is worth a notice seldom. */
const REFRESH_EVERY_MS = 2_000;
/** What the balance does not tell of, such as an endpoint that was turned off, comes with the next of these. */
const POLL_MS = 5 * 60_000;

/** The latest notices and how many are unread, asked for again when the balance has moved. */
export function useLatestNotices() {
  const utils = trpc.useUtils();
  const { id: businessId } = useBusiness();
  const account = useAccount();
  const query = trpc.notices.list.useQuery(LATEST, { refetchInterval: POLL_MS, refetchOnWindowFocus: "always" });
  useEffect(() => {
    let seen: number | null = null;
    const refresh = throttle(() => void utils.notices.list.invalidate(), REFRESH_EVERY_MS);
    const leave = joinBalanceStream(
      { client: utils.client, businessId, account },
      {
        onValue: ({ version }) => {
          if (seen !== null && version > seen) refresh.run();
          seen = version;
        },
        onConnected: () => undefined,
      },
    );
    return () => {
      leave();
      refresh.stop();
    };
  }, [utils, businessId, account]);
  return {
    notices: query.data?.items ?? null,
    unread: query.data?.unread ?? 0,
    hasFailed: query.isError && query.data === undefined,
    retry: () => void query.refetch(),
  };
}

/** Every notice of the business, newest first. */
export function useAllNotices() {
  const query = trpc.notices.list.useInfiniteQuery(PAGE, { getNextPageParam: ({ nextCursor }) => nextCursor });
  return {
    notices: query.data?.pages.flatMap(({ items }) => items) ?? null,
    unread: query.data?.pages[0]?.unread ?? 0,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    isMoreFailed: query.isFetchNextPageError,
    loadMore: () => void query.fetchNextPage(),
  };
}

/** Notes what the person has read. */
export function useReadNotices() {
  const utils = trpc.useUtils();
  return trpc.notices.read.useMutation({ onSuccess: () => utils.notices.list.invalidate() });
}
