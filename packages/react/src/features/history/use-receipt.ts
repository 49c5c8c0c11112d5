import { type Outputs, trpc } from "../../lib/trpc.ts";

export type Receipt = Outputs["transactions"]["get"];

/** One entry in full. */
export function useReceipt(id: string) {
  const query = trpc.transactions.get.useQuery({ id });
  return { receipt: query.data ?? null, error: query.isError ? query.error : null, retry: () => void query.refetch() };
}
