import { type Inputs, type Outputs, trpc } from "../../lib/trpc.ts";

export type Alert = Outputs["alerts"]["get"]["rules"][number];
export type AlertInput = Inputs["alerts"]["set"]["rules"][number];
export type Channel = Alert["channels"][number];

/** The lines that a business is warned at, and how they are set: all at once. A new version of the balance makes it ask again. */
export function useAlerts() {
  const utils = trpc.useUtils();
  const query = trpc.alerts.get.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const set = trpc.alerts.set.useMutation({ onSuccess: (answer) => utils.alerts.get.setData(undefined, answer) });
  return {
    rules: query.data?.rules ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    set,
  };
}
