import type { DisputePhase } from "./facts.ts";

/**
 * How far a dispute has come, by the provider's status. A `warning_…` is only a question of the bank. One whose funds were
 * given back without a verdict (`prevented`) never took anything.
 */
export function disputePhaseOf(status: string): DisputePhase {
  switch (status) {
    case "needs_response":
    case "under_review":
      return "open";
    case "won":
      return "won";
    case "lost":
      return "lost";
    default:
      return "inquiry";
  }
}
