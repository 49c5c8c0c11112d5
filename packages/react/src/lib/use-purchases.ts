import { type Outputs, trpc } from "./trpc.ts";

export type Purchase = Outputs["purchases"]["get"];

/** The newest purchases. A new version of the balance makes it ask again. */
export function usePurchases(): readonly Purchase[] {
  return trpc.purchases.list.useQuery({ limit: 10 }).data?.items ?? NONE;
}

const NONE: readonly Purchase[] = [];
