import type { BillingError } from "../../errors.ts";
import { invariant } from "../../invariant.ts";
import { factKeysOf } from "../../selling/fact-keys.ts";
import type { PlanLinePaid } from "../../selling/facts.ts";
import { changeMonth, knowPayment } from "../../selling/selling-draft.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { isKnown, tooMany } from "./arrive.ts";
import { grantPlanTokens } from "./plan-grant.ts";
import { takeBack } from "./take-back.ts";

/** A plan was paid for: the tokens of its first month now, and of a yearly line the other months on their days. */
export function bookPlanLine(context: FactContext, fact: PlanLinePaid): FactEffect | BillingError {
  const { draft, selling } = context;
  const [key] = factKeysOf(fact);
  const [month, ...later] = fact.months;
  invariant(key !== undefined && month !== undefined, "a paid line has a month");
  if (isKnown(draft, key) || fact.tokensMonthly === 0n) return null;
  const excess = tooMany(draft, fact.tokensMonthly);
  if (excess !== null) return excess;

  const payment = knowPayment(selling, fact.payment);
  const costs = partsOf(fact.cost, fact.months.length);
  for (const [index, span] of later.entries()) {
    changeMonth(selling, {
      lineId: fact.lineId,
      month: index + 1,
      subscriptionId: fact.subscriptionId,
      planKey: fact.planKey,
      paymentKey: payment.key,
      startAt: span.startAt,
      endAt: span.endAt,
      tokens: fact.tokensMonthly,
      cost: costs[index + 1] ?? 0,
      currency: fact.payment.currency,
      rolloverCap: fact.rolloverCap,
      grantedAt: null,
      droppedAt: null,
    });
  }
  const grant = grantPlanTokens(context, {
    key,
    subscriptionId: fact.subscriptionId,
    tokens: fact.tokensMonthly,
    month,
    payment,
    cost: costs[0] ?? 0,
    currency: fact.payment.currency,
    rolloverCap: fact.rolloverCap,
  });
  return { grants: [grant], takenBack: takeBack(context, payment, null) };
}

/** Whole minor units that add up to the cost; the earlier months carry what does not divide. */
export function partsOf(cost: number, months: number): readonly number[] {
  const each = Math.floor(cost / months);
  const rest = cost - each * months;
  return Array.from({ length: months }, (_, index) => (index < rest ? each + 1 : each));
}
