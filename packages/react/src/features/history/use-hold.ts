import { type Outputs, trpc } from "../../lib/trpc.ts";

export type Hold = Outputs["holds"]["get"];

/** What was set aside for the call of a receipt; nothing is asked for other receipts. */
export function useHold(holdId: string | undefined) {
  const query = trpc.holds.get.useQuery({ id: holdId ?? "" }, { enabled: holdId !== undefined });
  return { hold: query.data ?? null, isWaiting: holdId !== undefined && query.isPending };
}
