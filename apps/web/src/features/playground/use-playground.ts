import { useBusiness } from "@farebox/react/lib/business.ts";
import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";
import { useRef } from "react";

export type PlaygroundCall = Outputs["playground"]["read"]["calls"][number];
export type PlaygroundEvent = Outputs["playground"]["read"]["events"][number];

const LIVE_MS = 1_000;
const QUIET_MS = 5_000;

/** The simulated handlers of this business. Their process is asked again every second while one of them has a live call. */
export function usePlayground() {
  const { role } = useBusiness();
  const utils = trpc.useUtils();
  const query = trpc.playground.read.useQuery(undefined, {
    enabled: role !== "member",
    trpc: { context: { alone: true } },
    refetchInterval: ({ state }) => (state.data?.calls.some((call) => call.state === "live") ? LIVE_MS : QUIET_MS),
  });
  const again = { onSettled: () => void utils.playground.read.invalidate() };
  const startsAt = useStarts(query.data?.calls ?? [], query.dataUpdatedAt);
  return {
    data: query.data ?? null,
    error: query.error,
    retry: () => void query.refetch(),
    startsAt,
    start: trpc.playground.start.useMutation(again),
    end: trpc.playground.end.useMutation(again),
    crash: trpc.playground.crash.useMutation(again),
    record: trpc.playground.record.useMutation(again),
    drain: trpc.playground.drain.useMutation(again),
    // Everything on the page may be of another day then.
    moveClock: trpc.playground.moveClock.useMutation({ onSettled: () => void utils.invalidate() }),
  };
}

/** When each call began, by this browser's clock. An answer is always a little old when it comes: the latest start it could mean is the nearest. */
function useStarts(calls: readonly PlaygroundCall[], receivedAt: number): ReadonlyMap<string, number> {
  const known = useRef(new Map<string, number>());
  for (const { holdId, elapsedMilliseconds, state } of calls) {
    const startsAt = receivedAt - elapsedMilliseconds;
    const nearest = known.current.get(holdId);
    if (state === "live" && (nearest === undefined || startsAt < nearest)) known.current.set(holdId, startsAt);
  }
  return known.current;
}
