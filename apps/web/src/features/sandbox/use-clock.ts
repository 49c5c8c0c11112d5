import { trpc } from "@farebox/react/lib/trpc.ts";

/** Money time of the sandbox, and moving it on. Everything may have changed after that. */
export function useClock() {
  const utils = trpc.useUtils();
  const clock = trpc.sandbox.clock.get.useQuery(undefined, { staleTime: 0 });
  const advance = trpc.sandbox.clock.advance.useMutation({ onSuccess: () => utils.invalidate() });
  return {
    now: clock.data === undefined ? null : new Date(clock.data.now),
    hasFailed: clock.isError && clock.data === undefined,
    retry: () => void clock.refetch(),
    advance,
  };
}
