import type { Business } from "@farebox/react/lib/business.ts";
import { isMissing } from "@farebox/react/lib/problem.ts";
import { trpc } from "@farebox/react/lib/trpc.ts";

/** A business that an operator looks at without being in it. They see it as its members do: nothing can be changed. */
export function useViewedBusiness(businessId: string) {
  const query = trpc.businesses.get.useQuery({ businessId });
  const business: Business | null =
    query.data === undefined ? null : { ...query.data, role: "member", isReadOnly: true };
  return {
    business,
    isMissing: isMissing(query.error),
    hasFailed: query.isError,
    refetch: query.refetch,
  };
}
