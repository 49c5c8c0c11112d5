import type { Command, Outcome } from "@farebox/billing-core";

/**
 * The first answer, for a command whose commit succeeded although its answer was lost. Sent through the door again it finds
 * its own effect and would be answered as a replay; the ids it brought tell that it was this very command.
 */
export function recognizeOwnEffect(command: Command, outcome: Outcome[Command["kind"]]): Outcome[Command["kind"]] {
  switch (command.kind) {
    case "record_usage":
      if (
        outcome.outcome === "replayed" &&
        "line" in outcome &&
        outcome.line?.id === command.lineId &&
        !("review" in outcome)
      ) {
        return { outcome: "recorded", line: outcome.line };
      }
      if (outcome.outcome === "review" && outcome.review.id === command.lineId) return { ...outcome, replayed: false };
      return outcome;
    case "grant":
      if (outcome.outcome !== "replayed" || !("grant" in outcome) || outcome.grant.id !== command.grantId)
        return outcome;
      return { ...outcome, outcome: "granted" };
    case "correct_usage":
      if (outcome.outcome !== "replayed" || !("correction" in outcome)) return outcome;
      return outcome.correction.id === command.correctionId ? { ...outcome, outcome: "corrected" } : outcome;
    case "resolve_review":
      if (outcome.outcome !== "replayed" || !("review" in outcome) || outcome.line?.id !== command.lineId)
        return outcome;
      return { outcome: "accepted", review: outcome.review, line: outcome.line };
    case "open_hold":
      if (outcome.outcome !== "replayed" || !("affordableSeconds" in outcome) || outcome.hold.id !== command.holdId)
        return outcome;
      return { ...outcome, outcome: "opened" };
    case "capture_hold":
      // Only a settlement leaves an id of its own behind. Any other repeat says the same of the call.
      if (outcome.outcome !== "replayed" || !("hold" in outcome) || outcome.hold.lineId !== command.lineId)
        return outcome;
      return { outcome: "settled", hold: outcome.hold };
    // A fact is the same fact whoever says it.
    case "apply_fact":
    case "extend_hold":
    case "void_hold":
    case "set_caps":
    case "set_alerts":
    case "runway_checked":
    case "change_settings":
    case "expire":
      return outcome;
  }
}
