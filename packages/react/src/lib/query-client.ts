import { hashKey, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isRetryable, isSignedOut } from "./problem.ts";

/**
 * A cache for one business (or, without one, for the person). Its keys carry the business as well, so that even a cache
 * that outlived a switch could not answer for another one.
 */
export function createQueryClient({ scope, onSignedOut }: { scope: string; onSignedOut: () => void }): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    // Whoever presses a button in a dialog hears of it at once, not when something is next loaded.
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        queryKeyHashFn: (key) => hashKey([scope, key]),
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isRetryable(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}
