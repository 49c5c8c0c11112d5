import { useEffect, useMemo } from "react";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { type Inputs, type Outputs, trpc } from "../../lib/trpc.ts";
import { mergeNewest } from "./merge-newest.ts";
import { toFilters } from "./to-filters.ts";

/** With the unit of its quantity, which its service's rate knows. */
export type Entry = Outputs["transactions"]["list"]["items"][number] & { readonly unit?: string };
type ListInput = Omit<Inputs["transactions"]["list"], "cursor" | "direction">;

const PAGE_SIZE = 50;

/**
 * The history under the filters of the address, newest first. Older pages are loaded once, for entries are only added;
 * what is new arrives on top through a second, one-page query that the live balance sets off.
 */
export function useHistory(search: BillingSearch, timeZone: string) {
  const input = toInput(search, timeZone);
  const pages = trpc.transactions.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const first = pages.data?.pages[0];
  const newest = trpc.transactions.list.useQuery(input, {
    enabled: first !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // What just happened is looked for here first: it does not wait for whatever else a new balance makes the page ask.
    trpc: { context: { alone: true } },
    ...(first !== undefined && { initialData: first }),
  });
  // A list leaves the unit to the rate card; a receipt names it itself.
  const rates = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 }).data?.rates;
  const loaded = pages.data?.pages;
  const onTop = newest.data?.items;
  // The same entries as long as nothing new came: what is drawn from them is not drawn anew.
  const { entries, isTorn } = useMemo(() => {
    const units = new Map(rates?.map(({ service, unit }) => [service, unit]));
    const merged = mergeNewest(onTop ?? [], loaded?.flatMap((page) => page.items) ?? []);
    return { ...merged, entries: merged.entries.map((entry) => withUnit(entry, units)) };
  }, [loaded, onTop, rates]);

  const { refetch } = pages;
  useEffect(() => {
    if (isTorn) void refetch();
  }, [isTorn, refetch]);

  return {
    entries: loaded === undefined ? null : entries,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    isMoreFailed: pages.isFetchNextPageError,
    error: pages.isError && pages.data === undefined ? pages.error : null,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  };
}

function withUnit(entry: Entry, units: ReadonlyMap<string, string>): Entry {
  const unit = units.get(entry.service ?? "");
  return unit === undefined ? entry : { ...entry, unit };
}

function toInput(search: BillingSearch, timeZone: string): ListInput {
  return { limit: PAGE_SIZE, ...toFilters(search, timeZone) };
}
