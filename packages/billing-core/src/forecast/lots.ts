import type { Grant } from "../account.ts";
import { ZERO } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import type { ComingPlan, ComingTokens } from "./coming-tokens.ts";
import type { Lot } from "./run-forward.ts";

/** Grants that are or become spendable, and the plan's months. A month takes the place of those before it. */
export function lotsOf(grants: readonly Grant[], { tokens, ends }: ComingPlan): readonly Lot[] {
  const known = grants.filter(({ frozenAt, remaining }) => frozenAt === null && remaining > 0n);
  const lots = [...known, ...tokens.map(toGrant)];
  return lots.map((grant) => ({ grant: { ...grant, expiresAt: endOf(grant) }, left: Number(grant.remaining) }));

  function endOf({ planMonth, effectiveAt, expiresAt }: Grant): Instant | null {
    if (planMonth === null) return expiresAt;
    const cuts = tokens
      .filter(({ at, subscriptionId }) => subscriptionId === planMonth.subscriptionId && at > effectiveAt)
      .map(({ at }) => at);
    // At its subscription's end what was paid for until then ends with it, however long it would have lived on.
    if (ends !== null && ends.subscriptionId === planMonth.subscriptionId)
      cuts.push(Math.max(ends.at, planMonth.endAt));
    return Math.min(expiresAt ?? Number.POSITIVE_INFINITY, ...cuts);
  }
}

function toGrant({ at, tokens, expiresAt, subscriptionId }: ComingTokens): Grant {
  return {
    id: `coming ${at}`,
    source: "plan",
    original: tokens,
    remaining: tokens,
    priority: 100,
    effectiveAt: at,
    expiresAt,
    costBasis: null,
    frozenAt: null,
    debtRepaid: ZERO,
    reason: null,
    payment: null,
    planMonth: { subscriptionId, startAt: at, endAt: expiresAt },
    createdAt: at,
  };
}
