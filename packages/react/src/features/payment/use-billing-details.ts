import { type Inputs, type Outputs, trpc } from "../../lib/trpc.ts";

export type BillingDetails = Outputs["billingDetails"]["get"];
export type BillingDetailsInput = Omit<Inputs["billingDetails"]["set"], "businessId">;

/** What is written on invoices, and how it is changed: all at once. The payment provider keeps it. */
export function useBillingDetails() {
  const utils = trpc.useUtils();
  const query = trpc.billingDetails.get.useQuery(undefined, {
    staleTime: 5 * 60_000,
    retry: 1,
    trpc: { context: { alone: true } },
  });
  const set = trpc.billingDetails.set.useMutation({
    onSuccess: (answer) => utils.billingDetails.get.setData(undefined, answer),
  });
  return {
    details: query.data ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    set,
  };
}
