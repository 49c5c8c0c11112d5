import type { AccountDraft, GrantDraft } from "../account-draft.ts";
import type { DueStep } from "../advance.ts";
import { type MicroTokens, ZERO } from "../amounts.ts";
import type { ExpireOutcome } from "../outcomes.ts";

/**
 * Writes what fell due. The fold has advanced time already; this command only asks for it to be written, so it counts as
 * a write exactly when something fell due.
 *
 * @param passed what this fold's advance did, in order.
 */
export function expire(draft: AccountDraft, passed: readonly DueStep<GrantDraft>[]): ExpireOutcome {
  if (passed.length > 0) draft.wrote = true;
  return {
    outcome: "expired",
    lapsed: sum(passed, "lapse"),
    repaid: sum(passed, "repay"),
    grants: new Set(passed.map((step) => step.grant.id)).size,
  };
}

function sum(steps: readonly DueStep<GrantDraft>[], does: DueStep<GrantDraft>["does"]): MicroTokens {
  return steps.reduce((total, step) => (step.does === does ? ((total + step.amount) as MicroTokens) : total), ZERO);
}
