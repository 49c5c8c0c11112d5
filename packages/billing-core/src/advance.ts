import type { Grant } from "./account.ts";
import type { AccountDraft, GrantDraft } from "./account-draft.ts";
import { type MicroTokens, microTokens, smaller } from "./amounts.ts";
import { compareRepaymentOrder, isExpired } from "./grants.ts";
import type { Instant } from "./instants.ts";
import { postRun, type RunLeg } from "./post-run.ts";

/** What one boundary instant does to one grant. */
export type DueStep<G extends Grant> = {
  readonly does: "lapse" | "repay";
  readonly at: Instant;
  readonly grant: G;
  readonly amount: MicroTokens;
};

/**
 * Writes what fell due up to `now` into a draft, each step as a run of its own that happened at its instant and is
 * recorded now. Every command begins with it; the fold drops it again unless some command writes.
 */
export function advance(draft: AccountDraft): readonly DueStep<GrantDraft>[] {
  const steps = dueSteps(draft.grants, draft.debt, draft.context.now);
  for (const step of steps) {
    const legs = step.does === "lapse" ? [lapseLeg(step.grant, step.amount)] : repaymentLegs(step.grant, step.amount);
    postRun(draft, { runId: draft.context.newId(), occurredAt: step.at, legs });
  }
  return steps;
}

/**
 * What falls due between the last write and `now`, in the order of the instants it happened at: a grant that has become
 * spendable repays debt, a grant whose `expiresAt` has come lapses with what is left. Changes nothing.
 *
 * The order makes the result the same however often a sweep ran in between: tokens that were spendable for an hour
 * have repaid debt before they lapse. Within one instant lapses come first (it is the first instant at which those
 * tokens can no longer be spent), then repayments, free tokens before paid ones.
 */
export function dueSteps<G extends Grant>(
  grants: readonly G[],
  debt: MicroTokens,
  now: Instant,
): readonly DueStep<G>[] {
  if (!isAnythingDue(grants, debt, now)) return [];
  const left = new Map<G, MicroTokens>();
  let debtLeft = debt;
  const steps: DueStep<G>[] = [];
  for (const { does, at, grant } of boundaries(grants, now).sort(compareBoundaries)) {
    const remaining = left.get(grant) ?? grant.remaining;
    const amount = does === "repay" ? smaller(debtLeft, remaining) : remaining;
    if (amount === 0n) continue;
    left.set(grant, microTokens(remaining - amount));
    if (does === "repay") debtLeft = microTokens(debtLeft - amount);
    steps.push({ does, at, grant, amount });
  }
  return steps;
}

/** The pair that repays debt: taken from the grant, taken off the debt. The grant remembers it for corrections. */
export function repaymentLegs(grant: GrantDraft, amount: MicroTokens): readonly RunLeg[] {
  grant.debtRepaid = microTokens(grant.debtRepaid + amount);
  return [
    { kind: "debt_repayment", amount: -amount, grant },
    { kind: "debt_repayment", amount, grant: null },
  ];
}

export function lapseLeg(grant: GrantDraft, amount: MicroTokens): RunLeg {
  return { kind: "expiry", amount: -amount, grant };
}

type Boundary<G extends Grant> = Omit<DueStep<G>, "amount">;

/** The usual answer is no, and it is asked for every event. */
function isAnythingDue(grants: readonly Grant[], debt: MicroTokens, now: Instant): boolean {
  for (const grant of grants) {
    if (grant.remaining === 0n || grant.frozenAt !== null) continue;
    if ((debt > 0n && grant.effectiveAt <= now) || isExpired(grant, now)) return true;
  }
  return false;
}

function boundaries<G extends Grant>(grants: readonly G[], now: Instant): Boundary<G>[] {
  const found: Boundary<G>[] = [];
  for (const grant of grants) {
    if (grant.remaining === 0n || grant.frozenAt !== null) continue;
    if (grant.effectiveAt <= now) found.push({ does: "repay", at: grant.effectiveAt, grant });
    if (grant.expiresAt !== null && isExpired(grant, now)) found.push({ does: "lapse", at: grant.expiresAt, grant });
  }
  return found;
}

function compareBoundaries(left: Boundary<Grant>, right: Boundary<Grant>): number {
  if (left.at !== right.at) return left.at - right.at;
  if (left.does !== right.does) return left.does === "lapse" ? -1 : 1;
  return compareRepaymentOrder(left.grant, right.grant);
}
