import { type CaptureHoldOutcome, DAY_MS } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";

/** A call ended: it is charged as one line. One that was abandoned meanwhile is settled, as long as late events are taken. */
export function captureHold(
  deps: Pick<Deps, "ledger" | "env">,
  ended: EndedCall,
): Promise<CaptureHoldOutcome | NotDecided> {
  const { businessId, ...call } = ended;
  const lateAfterMs = deps.env.lateAfterDays * DAY_MS;
  return deps.ledger.submit(businessId, { kind: "capture_hold", lineId: newId(), lateAfterMs, ...call });
}

export type EndedCall = {
  readonly businessId: string;
  readonly holdId: string;
  /** Of the whole call. */
  readonly elapsedSeconds: number;
};
