import { type Inputs, type Outputs, trpc } from "../../lib/trpc.ts";

export type CapNow = Outputs["caps"]["get"]["caps"][number];
export type CapInput = Inputs["caps"]["set"]["caps"][number];

/** The caps of the business with how far they are used, and how they are set: all at once. */
export function useCaps() {
  const utils = trpc.useUtils();
  const query = trpc.caps.get.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const set = trpc.caps.set.useMutation({ onSuccess: (answer) => utils.caps.get.setData(undefined, answer) });
  return {
    caps: query.data?.caps ?? null,
    timeZone: query.data?.timeZone ?? "UTC",
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    set,
  };
}
