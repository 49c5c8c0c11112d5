import { type Outputs, trpc } from "./trpc.ts";

export type Subscription = Outputs["subscription"]["get"];

/** The plan of the business as it is now. A new version of the balance makes it ask again. */
export function useSubscription({ isWanted = true }: { isWanted?: boolean } = {}) {
  const query = trpc.subscription.get.useQuery(undefined, { enabled: isWanted, staleTime: Number.POSITIVE_INFINITY });
  return {
    subscription: query.data ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}
