import type { AccountDraft, GrantDraft } from "../../account-draft.ts";
import { settle } from "../../advance.ts";
import { type MicroTokens, microTokens, smaller } from "../../amounts.ts";
import { compareSpendOrder, isSpendable } from "../../grants.ts";
import { type Instant, MINUTE_MS } from "../../instants.ts";
import { touch } from "../../post-run.ts";
import { availableOf } from "../../purse.ts";
import { rolloverKey } from "../../selling/fact-keys.ts";
import type { TokenMonthSpan } from "../../selling/facts.ts";
import { keptUntil } from "../../selling/refunds.ts";
import { endOf, type SellingDraft } from "../../selling/selling-draft.ts";
import type { Payment } from "../../selling/selling-state.ts";
import { planExpiry } from "../../selling/token-months.ts";
import type { FactContext } from "./apply-fact.ts";
import { arrive } from "./arrive.ts";

export type PlanTokens = {
  readonly key: string;
  readonly subscriptionId: string;
  readonly tokens: MicroTokens;
  readonly month: TokenMonthSpan;
  readonly payment: Payment;
  readonly cost: number;
  readonly currency: string;
  readonly rolloverCap: MicroTokens;
};

/**
 * Tokens of a plan's month. They end the months before, whose tokens lived on only while this one was being collected; if a
 * later month came first, they are over themselves, and lapse as they would have. Each order comes to the same.
 */
export function grantPlanTokens({ draft, selling }: FactContext, plan: PlanTokens): GrantDraft {
  const { now } = draft.context;
  const planMonth = { subscriptionId: plan.subscriptionId, startAt: plan.month.startAt, endAt: plan.month.endAt };
  // The provider's clock and ours are not one: a month that begins within minutes has begun.
  const effectiveAt = planMonth.startAt <= now + NEARLY_MS ? Math.min(planMonth.startAt, now) : planMonth.startAt;
  const kept = keepFromBefore(draft, plan);
  endMonthsBefore({ draft, selling }, { plan, at: Math.max(now, effectiveAt) });
  const grant = arrive(draft, {
    key: plan.key,
    source: "plan",
    tokens: plan.tokens,
    costBasis: { amount: plan.cost, currency: plan.currency },
    effectiveAt,
    expiresAt: Math.max(effectiveAt + 1, expiryOf(plan.payment)),
    payment: plan.payment,
    planMonth,
  });
  for (const [index, { payment, tokens }] of kept.entries()) {
    arrive(draft, {
      key: `${rolloverKey(plan.key)}:${index}`,
      source: "plan",
      tokens,
      costBasis: null,
      effectiveAt,
      expiresAt: Math.max(effectiveAt + 1, expiryOf(payment)),
      payment,
      planMonth,
    });
  }
  return grant;

  function expiryOf(payment: Payment): Instant {
    const own = planExpiry(planMonth, endOf(selling, plan.subscriptionId));
    const later = draft.grants.filter(
      (other) => other.planMonth?.subscriptionId === plan.subscriptionId && other.planMonth.startAt > planMonth.startAt,
    );
    const ended = later.map((other) => Math.max(now, other.effectiveAt));
    const end = Math.min(own, ...ended);
    return Math.max(end, keptUntil(payment) ?? end, now);
  }

  /** What of the months before goes on into this one: nothing, unless the plan says so. */
  function keepFromBefore(drafted: AccountDraft, { rolloverCap }: PlanTokens) {
    const keeping: { readonly payment: Payment; readonly tokens: MicroTokens }[] = [];
    let most = smaller<bigint>(rolloverCap, availableOf(drafted, now));
    for (const grant of drafted.grants) {
      if (most === 0n) break;
      if (!isOfMonthBefore(grant, plan) || !isSpendable(grant, now)) continue;
      const payment = grant.payment === null ? undefined : selling.payments.get(grant.payment.key);
      if (payment === undefined || grant.remaining === 0n) continue;
      const tokens = microTokens(smaller<bigint>(grant.remaining, most));
      most -= tokens;
      keeping.push({ payment, tokens });
    }
    return keeping;
  }
}

/** When a subscription is known to have ended, its last month ends exactly then: nothing is being collected any more. */
export function endWithSubscription(context: Pick<FactContext, "draft" | "selling">, subscriptionId: string): void {
  const { draft, selling } = context;
  const endedAt = endOf(selling, subscriptionId);
  for (const grant of draft.grants) {
    if (grant.planMonth?.subscriptionId !== subscriptionId) continue;
    endAt(context, grant, planExpiry(grant.planMonth, endedAt));
  }
  draft.grants.sort(compareSpendOrder);
  settle(draft);
}

function endMonthsBefore(
  context: Pick<FactContext, "draft" | "selling">,
  { plan, at }: { readonly plan: PlanTokens; readonly at: Instant },
): void {
  const { grants } = context.draft;
  for (const grant of grants) if (isOfMonthBefore(grant, plan)) endAt(context, grant, at);
  grants.sort(compareSpendOrder);
}

/** Brings a grant's end forward, never back, and not before a won dispute lets it end. */
function endAt(
  { draft, selling }: { draft: AccountDraft; selling: SellingDraft },
  grant: GrantDraft,
  at: Instant,
): void {
  const payment = grant.payment === null ? undefined : selling.payments.get(grant.payment.key);
  const until = payment === undefined ? null : keptUntil(payment);
  // It could be spent until now, whenever it should have ended.
  const end = Math.max(at, until ?? at, draft.context.now, grant.effectiveAt + 1);
  if (grant.expiresAt === null || grant.expiresAt <= end) return;
  grant.expiresAt = end;
  touch(draft, grant);
}

function isOfMonthBefore(grant: GrantDraft, { subscriptionId, month }: PlanTokens): boolean {
  return grant.planMonth?.subscriptionId === subscriptionId && grant.planMonth.startAt < month.startAt;
}

const NEARLY_MS = 5 * MINUTE_MS;
