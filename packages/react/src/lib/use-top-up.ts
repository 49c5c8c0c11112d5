import { type Outputs, trpc } from "./trpc.ts";

export type TopUp = Outputs["autoTopUp"]["get"];

/** The rule that buys by itself, and how it is set. A new version of the balance makes it ask again. */
export function useTopUp() {
  const utils = trpc.useUtils();
  const query = trpc.autoTopUp.get.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const set = trpc.autoTopUp.set.useMutation({ onSuccess: (answer) => utils.autoTopUp.get.setData(undefined, answer) });
  return {
    topUp: query.data ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    set,
  };
}

/** The rule as the page shows it already. It asks nothing itself. */
export function useTopUpNow(): TopUp | null {
  return trpc.autoTopUp.get.useQuery(undefined, { enabled: false }).data ?? null;
}
