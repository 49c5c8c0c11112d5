import type { CorrectUsageOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";

/** Reverses a usage line, once, and perhaps books in the same commit what should have been reported. */
export function correctUsage(
  deps: Pick<Deps, "ledger">,
  asked: AskedCorrection,
): Promise<CorrectUsageOutcome | NotDecided> {
  const { businessId, lineId, reason, replacement } = asked;
  return deps.ledger.submit(businessId, {
    kind: "correct_usage",
    correctionId: newId(),
    lineId,
    reason,
    replacement: replacement && { lineId: newId(), ...replacement },
  });
}

export type AskedCorrection = {
  readonly businessId: string;
  readonly lineId: string;
  readonly reason: string;
  /** Null only reverses. */
  readonly replacement: { readonly service: string; readonly quantity: number } | null;
};
