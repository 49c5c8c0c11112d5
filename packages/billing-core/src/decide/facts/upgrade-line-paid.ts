import { microTokens, ZERO } from "../../amounts.ts";
import type { BillingError } from "../../errors.ts";
import { lineKey } from "../../selling/fact-keys.ts";
import type { UpgradeLinePaid } from "../../selling/facts.ts";
import { changeMonth, knowPayment } from "../../selling/selling-draft.ts";
import { upgradeTokens } from "../../selling/token-months.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { isKnown, tooMany } from "./arrive.ts";
import { grantPlanTokens } from "./plan-grant.ts";
import { partsOf } from "./plan-line-paid.ts";
import { takeBack } from "./take-back.ts";

/** A greater plan was paid for the rest of a month: what it brings more for that rest, and on a yearly line for the rest of the year. */
export function bookUpgradeLine(context: FactContext, fact: UpgradeLinePaid): FactEffect | BillingError {
  const { draft, selling } = context;
  const key = lineKey(fact.lineId);
  const tokens = upgradeTokens(fact);
  if (isKnown(draft, key) || tokens === 0n) return null;
  const excess = tooMany(draft, tokens);
  if (excess !== null) return excess;

  const payment = knowPayment(selling, fact.payment);
  const costs = partsOf(fact.cost, 1 + fact.laterMonths.length);
  const common = {
    subscriptionId: fact.subscriptionId,
    currency: fact.payment.currency,
    // What is kept of a month is decided by the plan's own line.
    rolloverCap: ZERO,
  };
  for (const [index, span] of fact.laterMonths.entries()) {
    changeMonth(selling, {
      ...common,
      lineId: fact.lineId,
      month: index + 1,
      planKey: fact.planKey,
      paymentKey: payment.key,
      startAt: span.startAt,
      endAt: span.endAt,
      tokens: microTokens(fact.newMonthly - fact.oldMonthly),
      cost: costs[index + 1] ?? 0,
      grantedAt: null,
      droppedAt: null,
    });
  }
  const grant = grantPlanTokens(context, { ...common, key, tokens, month: fact.month, payment, cost: costs[0] ?? 0 });
  return { grants: [grant], takenBack: takeBack(context, payment, null) };
}
