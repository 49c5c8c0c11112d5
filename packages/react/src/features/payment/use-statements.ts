import { type Outputs, trpc } from "../../lib/trpc.ts";

export type StatementMonth = Outputs["statements"]["list"]["items"][number];

const PAGE = 6;

/** The months there are statements of, newest first. */
export function useStatements() {
  const query = trpc.statements.list.useInfiniteQuery(
    { limit: PAGE },
    { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 5 * 60_000, trpc: { context: { alone: true } } },
  );
  return {
    months: query.data?.pages.flatMap(({ items }) => items) ?? null,
    timeZone: query.data?.pages[0]?.timeZone ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
