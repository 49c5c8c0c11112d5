import type { Command } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import type { Outcome } from "../outcomes.ts";

/** An outcome in the words of the reference model, so that the two can be compared. */
export function outcomeText(outcome: Outcome[Command["kind"]]): string {
  if ("affordableSeconds" in outcome) {
    const { hold, affordableSeconds, final } = outcome;
    return `${outcome.outcome} ${hold.held} lent ${hold.lent} granted ${hold.grantedSeconds} affordable ${affordableSeconds}${final ? " final" : ""}`;
  }
  if ("taken" in outcome) return `${outcome.outcome} took ${outcome.taken} lacking ${outcome.shortfall}`;
  switch (outcome.outcome) {
    case "refused":
      return `refused ${errorText(outcome.error)}`;
    case "recorded":
      return `recorded ${outcome.line.charged}`;
    case "corrected":
      return `corrected ${outcome.correction.returned}`;
    case "review":
      return outcome.replayed ? "replayed" : "review";
    case "captured":
    case "settled":
      return `${outcome.outcome} ${outcome.hold.accrued}`;
    case "voided":
    case "caps_set":
    case "alerts_set":
    case "runway_checked":
    case "settings_changed":
    case "granted":
    case "replayed":
    case "accepted":
    case "rejected":
    case "expired":
      return outcome.outcome;
  }
}

function errorText(error: BillingError): string {
  switch (error.code) {
    case "validation_failed":
    case "idempotency_mismatch":
      return `${error.code} ${error.field}`;
    case "insufficient_tokens":
      return `${error.code} ${error.shortBy}`;
    case "hold_not_open":
      return `${error.code} ${error.hold.status}`;
    case "cap_reached":
      return `${error.code} ${error.cap.every} ${error.used} ${error.resetsAt}`;
    case "payment_mismatch":
      return `${error.code} ${error.field}`;
    case "concurrency_limit":
    case "below_call_floor":
    case "business_suspended":
    case "unknown_service":
    case "not_found":
      return error.code;
  }
}
