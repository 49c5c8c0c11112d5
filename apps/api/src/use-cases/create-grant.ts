import type { GrantCommand, GrantOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";

/** An operator gives tokens, once per key. Nothing was paid for them. */
export function createGrant(deps: Pick<Deps, "ledger">, asked: AskedGrant): Promise<GrantOutcome | NotDecided> {
  const { businessId, ...grant } = asked;
  return deps.ledger.submit(businessId, { kind: "grant", scope: "grant", grantId: newId(), costBasis: null, ...grant });
}

export type AskedGrant = Pick<
  GrantCommand,
  "key" | "source" | "tokens" | "priority" | "effectiveAt" | "expiresAt" | "reason"
> & {
  readonly businessId: string;
};
