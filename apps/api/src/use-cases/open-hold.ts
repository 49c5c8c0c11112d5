import type { OpenHoldOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";

/** A call begins: tokens are set aside for its first slice, once per `callId`. */
export function openHold(deps: Pick<Deps, "ledger">, asked: AskedCall): Promise<OpenHoldOutcome | NotDecided> {
  const { businessId, ...call } = asked;
  return deps.ledger.submit(businessId, { kind: "open_hold", holdId: newId(), ...call });
}

export type AskedCall = {
  readonly businessId: string;
  /** The caller's own name for it. */
  readonly callId: string;
  readonly service: string;
  readonly agentId: string | null;
};
