import type { Grant } from "../account.ts";
import { type MicroTokens, microTokens, smaller, ZERO } from "../amounts.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { divCeil } from "../rating.ts";
import { compareText } from "./compare-text.ts";
import { creditsKey } from "./fact-keys.ts";
import type { Payment, PaymentReturn, PlanMonth } from "./selling-state.ts";
import { upgradeTokens } from "./token-months.ts";

/** How long tokens can be spent, at least, after a dispute about them was won. */
export const WON_DISPUTE_MS = 14 * DAY_MS;

/** Money of a payment that is gone, refunds, credits and lost disputes together: never more than was paid. */
export function returnedOf({ paid, returns }: Payment): number {
  const gone = returns.reduce((sum, one) => (isGone(one) ? sum + one.amount : sum), 0);
  return Math.min(paid, gone);
}

/** Whether all of its money is gone. A payment of nothing has nothing to give back. */
export function isWhollyReturned(payment: Payment): boolean {
  return payment.paid > 0 && returnedOf(payment) >= payment.paid;
}

/** Whether a dispute about it is under way, which keeps its tokens from being spent. */
export function isDisputed({ returns }: Payment): boolean {
  return returns.some(({ phase }) => phase === "open");
}

/**
 * How much of each grant should be gone. The share of its payment that went back, `ceil(original × returned / paid)`, of paid
 * and bonus tokens alike, so that rounding never leaves a free token. And of a plan's month, whichever payments brought it,
 * what credits for smaller plans took off it: tokens do not cost the same on every plan, so that a share of the money would
 * let going down and up mint some. Depends on what there is, not on the order in which it came.
 *
 * @param grants every one of the months among them.
 */
export function refundTargets<G extends TargetGrant>(
  grants: readonly G[],
  payments: ReadonlyMap<string, Payment>,
): ReadonlyMap<G, MicroTokens> {
  const targets = new Map<G, MicroTokens>();
  for (const grant of grants) targets.set(grant, shareOf(grant, payments));
  for (const [month, ofMonth] of byMonth(grants)) {
    let less: bigint = creditedOf(month, payments);
    for (const grant of ofMonth.sort(compareForCredits)) {
      const share = targets.get(grant) ?? ZERO;
      const credited = smaller<bigint>(less, grant.original - share);
      less -= credited;
      targets.set(grant, microTokens(share + credited));
    }
  }
  return targets;
}

type TargetGrant = Pick<Grant, "original" | "payment" | "planMonth">;

function shareOf({ original, payment }: TargetGrant, payments: ReadonlyMap<string, Payment>): MicroTokens {
  const paidBy = payment === null ? undefined : payments.get(payment.key);
  if (paidBy === undefined || paidBy.paid === 0) return ZERO;
  return microTokens(divCeil(original * BigInt(returnedOf(paidBy)), BigInt(paidBy.paid)));
}

function byMonth<G extends TargetGrant>(grants: readonly G[]): Iterable<readonly [PlanMonth, G[]]> {
  const months = new Map<string, readonly [PlanMonth, G[]]>();
  for (const grant of grants) {
    const { planMonth } = grant;
    if (planMonth === null) continue;
    const name = `${planMonth.subscriptionId} ${planMonth.endAt}`;
    const [first, ofMonth] = months.get(name) ?? [planMonth, []];
    months.set(name, [planMonth.startAt < first.startAt ? planMonth : first, [...ofMonth, grant]]);
  }
  return months.values();
}

function creditedOf(month: PlanMonth, payments: ReadonlyMap<string, Payment>): MicroTokens {
  let less = 0n;
  for (const { phase, lessMonthly } of payments.get(creditsKey(month.subscriptionId))?.returns ?? []) {
    if (phase !== "standing" || lessMonthly === null || month.endAt > lessMonthly.until) continue;
    const { oldMonthly: newMonthly, newMonthly: oldMonthly, proratedAt } = lessMonthly;
    less += upgradeTokens({ oldMonthly, newMonthly, proratedAt, month });
  }
  return microTokens(less);
}

/** The largest first, then by payment: any order that does not depend on when they came. */
function compareForCredits(left: TargetGrant, right: TargetGrant): number {
  if (left.original !== right.original) return left.original > right.original ? -1 : 1;
  return compareText(left.payment?.key ?? "", right.payment?.key ?? "");
}

/** First instant at which tokens of a payment may lapse although their month is over; null when no dispute was won. */
export function keptUntil({ returns }: Payment): Instant | null {
  const won = returns.filter(({ phase }) => phase === "won").map(({ at }) => at + WON_DISPUTE_MS);
  return won.length === 0 ? null : Math.max(...won);
}

/**
 * A return after something was said about it; null when that is not news. A refund that failed has failed, a dispute only
 * goes forward, so the order in which it is said does not matter.
 */
export function newerReturn(known: PaymentReturn | undefined, said: PaymentReturn): PaymentReturn | null {
  if (known === undefined) return said;
  if (ORDER[said.phase] > ORDER[known.phase]) return said;
  // An amount may be corrected upward by the provider while nothing else changes.
  if (said.phase === known.phase && said.amount > known.amount) return { ...said, at: known.at };
  return null;
}

function isGone({ phase }: PaymentReturn): boolean {
  return phase === "standing" || phase === "lost";
}

const ORDER = { standing: 0, failed: 1, inquiry: 0, open: 1, lost: 2, won: 3 } as const;
