import type { Grant } from "../account.ts";
import { larger, type MicroTokens, microTokens, smaller, ZERO } from "../amounts.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { divCeil } from "../rating.ts";
import type { Payment, PaymentReturn } from "./selling-state.ts";
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
 * How much of a grant the money that went back takes: its share, `ceil(original × returned / paid)`, of paid and bonus
 * tokens alike, so that rounding never leaves a free token. A credit for a smaller plan takes at least what that plan
 * brings less from then on, because tokens do not cost the same on every plan: otherwise going down and up would mint some.
 */
export function refundTargetOf(grant: Pick<Grant, "original" | "planMonth">, payment: Payment): MicroTokens {
  const share = payment.paid === 0 ? ZERO : divCeil(grant.original * BigInt(returnedOf(payment)), BigInt(payment.paid));
  let less = 0n;
  for (const one of payment.returns) {
    if (!isGone(one) || one.lessMonthly === null || grant.planMonth === null) continue;
    const { oldMonthly: newMonthly, newMonthly: oldMonthly, proratedAt } = one.lessMonthly;
    less += upgradeTokens({ oldMonthly, newMonthly, proratedAt, month: grant.planMonth });
  }
  return microTokens(smaller(larger<bigint>(share, less), grant.original));
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
