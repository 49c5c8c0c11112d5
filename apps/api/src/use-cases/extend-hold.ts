import type { ExtendHoldOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";

/** A heartbeat of a live call: what it has cost accrues, and its next slice is set aside. */
export function extendHold(deps: Pick<Deps, "ledger">, beat: Heartbeat): Promise<ExtendHoldOutcome | NotDecided> {
  const { businessId, ...reported } = beat;
  return deps.ledger.submit(businessId, { kind: "extend_hold", ...reported });
}

export type Heartbeat = {
  readonly businessId: string;
  readonly holdId: string;
  readonly seq: number;
  /** Of the whole call. */
  readonly elapsedSeconds: number;
};
