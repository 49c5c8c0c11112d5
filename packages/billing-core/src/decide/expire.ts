import type { AccountDraft } from "../account-draft.ts";
import type { PassedStep } from "../advance.ts";
import { type MicroTokens, ZERO } from "../amounts.ts";
import type { ExpireOutcome } from "../outcomes.ts";

/**
 * Writes what fell due. The fold has advanced time already; this command only asks for it to be written, so it counts as
 * a write exactly when something fell due.
 *
 * @param passed what this fold's advance did, in order.
 */
export function expire(draft: AccountDraft, passed: readonly PassedStep[]): ExpireOutcome {
  if (passed.length > 0) draft.wrote = true;
  return {
    outcome: "expired",
    lapsed: sum(passed, "lapse"),
    repaid: sum(passed, "repay"),
    grants: new Set(passed.flatMap((step) => (step.does === "abandon" ? [] : [step.grant.id]))).size,
    abandoned: passed.flatMap((step) => (step.does === "abandon" ? [{ ...step.hold }] : [])),
  };
}

function sum(steps: readonly PassedStep[], does: "lapse" | "repay"): MicroTokens {
  return steps.reduce((total, step) => (step.does === does ? ((total + step.amount) as MicroTokens) : total), ZERO);
}
