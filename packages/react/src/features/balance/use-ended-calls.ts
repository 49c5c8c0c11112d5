import { type Outputs, trpc } from "../../lib/trpc.ts";

export type EndedCall = Pick<Outputs["holds"]["get"], "holdId" | "status" | "charged" | "bookedSeconds">;

/** How calls ended that were live on this page, by their holds. */
export function useEndedCalls(holdIds: readonly string[]): ReadonlyMap<string, EndedCall> {
  const queries = trpc.useQueries((ask) =>
    holdIds.map((id) => ask.holds.get({ id }, { staleTime: Number.POSITIVE_INFINITY })),
  );
  return new Map(queries.flatMap(({ data }) => (data === undefined ? [] : [[data.holdId, data] as const])));
}
