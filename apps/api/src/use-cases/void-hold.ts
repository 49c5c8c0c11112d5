import type { VoidHoldOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";

/** A call never got through: what it kept is released, and a line of 0 tokens proves it. */
export function voidHold(deps: Pick<Deps, "ledger">, ended: FailedCall): Promise<VoidHoldOutcome | NotDecided> {
  const { businessId, holdId, reason } = ended;
  return deps.ledger.submit(businessId, { kind: "void_hold", holdId, reason });
}

export type FailedCall = { readonly businessId: string; readonly holdId: string; readonly reason: string };
