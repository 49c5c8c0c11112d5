import type { BillingError } from "../../errors.ts";
import { invariant } from "../../invariant.ts";
import { monthKey } from "../../selling/fact-keys.ts";
import type { TokenMonthDue } from "../../selling/facts.ts";
import { isWhollyReturned } from "../../selling/refunds.ts";
import { changeMonth, endOf, monthOf } from "../../selling/selling-draft.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { isKnown, tooMany } from "./arrive.ts";
import { grantPlanTokens } from "./plan-grant.ts";
import { NOTHING_TAKEN, takeBack } from "./take-back.ts";

/** A month of a yearly line begins: its tokens come, unless all its money went back or the subscription had ended by then. */
export function grantTokenMonth(context: FactContext, fact: TokenMonthDue): FactEffect | BillingError {
  const { draft, selling } = context;
  const { now } = draft.context;
  const month = monthOf(selling, fact);
  if (month === undefined) return { code: "not_found", what: "month" };
  const key = monthKey(fact.lineId, fact.month);
  if (isKnown(draft, key) || month.grantedAt !== null || month.droppedAt !== null) return null;
  if (month.startAt > now) return { code: "validation_failed", field: "month", message: "has not begun" };
  const payment = selling.payments.get(month.paymentKey);
  invariant(payment !== undefined, "a scheduled month comes with its payment");

  const endedAt = endOf(selling, month.subscriptionId);
  if (isWhollyReturned(payment) || (endedAt !== null && endedAt <= month.startAt)) {
    changeMonth(selling, { ...month, droppedAt: now });
    return { grants: [], takenBack: NOTHING_TAKEN };
  }
  const excess = tooMany(draft, month.tokens);
  if (excess !== null) return excess;
  changeMonth(selling, { ...month, grantedAt: now });
  const grant = grantPlanTokens(context, { ...month, key, month, payment });
  return { grants: [grant], takenBack: takeBack(context, payment, null) };
}
