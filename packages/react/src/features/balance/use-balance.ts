import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Balance, joinBalanceStream } from "../../lib/balance-stream.ts";
import { useAccount, useBusiness } from "../../lib/business.ts";
import { throttle } from "../../lib/throttle.ts";
import { trpc } from "../../lib/trpc.ts";

export type { Balance } from "../../lib/balance-stream.ts";
export type LiveCall = Balance["liveCalls"][number];

const POLL_MS = 15_000;
/** Long enough that a busy minute costs few requests, short enough that a recorded event is seen within a second. */
const REFRESH_EVERY_MS = 400;
/** Plans and purchases move seldom: a busy minute asks for them less often. */
const REFRESH_PAID_EVERY_MS = 1_500;

/** The balance, kept up to date by the stream that the browser's tabs share, or by a slow poll while there is none. */
export function useBalance() {
  const utils = trpc.useUtils();
  const business = useBusiness();
  const account = useAccount();
  const [isLive, setLive] = useState(false);
  const query = trpc.balance.get.useQuery(undefined, {
    trpc: { context: { alone: true } },
    refetchInterval: isLive ? false : POLL_MS,
    // The stream brings every change; asking again on focus is only of use without it.
    refetchOnWindowFocus: !isLive,
    // What was asked for may be answered after the stream has brought something newer.
    structuralSharing: (shown, arrived) => newerOf(shown as Balance | undefined, arrived as Balance),
  });

  useEffect(() => {
    const onValue = (arrived: Balance) => utils.balance.get.setData(undefined, (shown) => newerOf(shown, arrived));
    return joinBalanceStream(
      { client: utils.client, businessId: business.id, account },
      { onValue, onConnected: setLive },
    );
  }, [utils, business.id, account]);

  useRefreshOnVersion(query.data?.version);

  return {
    balance: query.data ?? null,
    updatedAt: query.dataUpdatedAt === 0 ? null : new Date(query.dataUpdatedAt),
    serverAhead: useServerAhead(query.data?.asOf, query.dataUpdatedAt),
    isLive,
    isFailed: query.isError || query.isRefetchError,
    retry: () => void query.refetch(),
  };
}

/** Never an older one over a newer one, whichever way they came. */
function newerOf(shown: Balance | undefined, arrived: Balance): Balance {
  return shown !== undefined && shown.version > arrived.version ? shown : arrived;
}

/** A new version means new entries: whatever is drawn from them is asked for again, at once and then at a bounded pace. */
function useRefreshOnVersion(version: number | undefined) {
  const utils = trpc.useUtils();
  const queries = useQueryClient();
  const seen = useRef<number | undefined>(undefined);
  const refresh = useRef<ReturnType<typeof throttle> | null>(null);
  useEffect(() => {
    const throttled = throttle(() => {
      // Pages that were loaded further down do not change: entries are only added.
      void utils.transactions.list.invalidate(undefined, { predicate: ({ queryKey }) => !isInfinite(queryKey) });
      void utils.usage.invalidate();
      void utils.caps.get.invalidate();
      // How long live calls can go on depends on all spending.
      void utils.holds.list.invalidate();
      // A first answer that is still under way may be older than this version, and nobody would ask for it again.
      if (queries.isFetching({ predicate: isFirstOfEntries }) > 0) throttled.run();
    }, REFRESH_EVERY_MS);
    // A payment that came through moves the balance too: whoever waits for it hears of it here. A little later than the
    // rest, because what is asked for together is answered together, and entries are awaited more often than payments.
    const paid = throttle(() => {
      setTimeout(() => {
        void utils.subscription.get.invalidate();
        void utils.balance.forecast.invalidate();
        void utils.balance.history.invalidate();
        void utils.purchases.invalidate();
        void utils.autoTopUp.get.invalidate();
        void utils.alerts.get.invalidate();
      });
    }, REFRESH_PAID_EVERY_MS);
    refresh.current = {
      run: () => {
        throttled.run();
        paid.run();
      },
      stop: () => {
        throttled.stop();
        paid.stop();
      },
    };
    return refresh.current.stop;
  }, [utils, queries]);
  useEffect(() => {
    if (version === undefined) return;
    if (seen.current !== undefined && seen.current !== version) refresh.current?.run();
    seen.current = version;
  }, [version]);
}

/**
 * How far the server's clock is ahead of this one, in milliseconds. An answer is always a little old when it comes, and
 * what another tab passes on is older still: the greatest difference is the nearest.
 */
function useServerAhead(asOf: string | undefined, receivedAt: number): number {
  const nearest = useRef(Number.NEGATIVE_INFINITY);
  if (asOf !== undefined) nearest.current = Math.max(nearest.current, Date.parse(asOf) - receivedAt);
  return nearest.current === Number.NEGATIVE_INFINITY ? 0 : nearest.current;
}

const DRAWN_FROM_ENTRIES = ["transactions", "usage", "caps", "holds"];

function isFirstOfEntries({ queryKey, state }: Query): boolean {
  const [path] = queryKey;
  return state.data === undefined && Array.isArray(path) && DRAWN_FROM_ENTRIES.includes(String(path[0]));
}

function isInfinite(queryKey: readonly unknown[]): boolean {
  const [, details] = queryKey;
  return typeof details === "object" && details !== null && "type" in details && details.type === "infinite";
}
