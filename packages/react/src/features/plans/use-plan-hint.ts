import { type Outputs, trpc } from "../../lib/trpc.ts";

export type PlanHint = Outputs["estimates"]["hint"];

/** What a month like the last 30 days costs on each plan and in packages, worked out where the prices are. */
export function usePlanHint(): PlanHint | null {
  return trpc.estimates.hint.useQuery(undefined, { staleTime: 10 * 60_000 }).data ?? null;
}
