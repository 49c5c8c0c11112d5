import type { AccountDraft, GrantDraft, HoldDraft } from "./account-draft.ts";
import { type MicroTokens, microTokens } from "./amounts.ts";
import { endCall } from "./book-call.ts";
import { type DueStep, dueSteps, settlingSteps } from "./due-steps.ts";
import type { Instant } from "./instants.ts";
import { postRun, type RunLeg } from "./post-run.ts";
import { tell } from "./tell.ts";
import { momentsOf, watchAlerts } from "./watch-alerts.ts";

export type PassedStep = DueStep<GrantDraft, HoldDraft>;

/**
 * Writes what fell due up to `now` into a draft, each step as a run of its own that happened at its instant and is
 * recorded now. Every command begins with it; the fold drops it again unless some command writes.
 */
export function advance(draft: AccountDraft): readonly PassedStep[] {
  const passed: PassedStep[] = [];
  const moments = momentsOf(draft);
  for (const step of dueSteps(draft, { since: draft.account.lastRecordedAt, now: draft.context.now })) {
    watchUntil(step.at);
    apply(draft, step);
    passed.push(step);
  }
  watchUntil(draft.context.now + 1);
  return passed;

  // An instant is looked at once all that it did was applied.
  function watchUntil(at: Instant): void {
    while (moments[0] !== undefined && moments[0] < at) watchAlerts(draft, moments.shift() ?? at);
  }
}

/**
 * Ends a command that released or returned tokens: what no open hold needs any more lapses, and what became available
 * repays debt, in the same commit.
 */
export function settle(draft: AccountDraft): void {
  for (const step of settlingSteps(draft, draft.context.now)) apply(draft, step);
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

/** What a grant still owes to a refund, taken as soon as the grant has it. */
export function reclaimLeg(grant: GrantDraft, amount: MicroTokens): RunLeg {
  if (grant.payment !== null) {
    const { refunded, shortfall } = grant.payment;
    grant.payment = {
      ...grant.payment,
      refunded: microTokens(refunded + amount),
      shortfall: microTokens(shortfall - amount),
    };
  }
  return { kind: "refund", amount: -amount, grant };
}

function apply(draft: AccountDraft, step: PassedStep): void {
  if (step.does === "abandon") {
    const { hold, payment, at } = step;
    const { elapsedSeconds, accrued: charged } = hold;
    const line = endCall(draft, hold, { status: "abandoned", elapsedSeconds, charged, payment, at, reason: null });
    tell(draft, {
      kind: "hold_abandoned",
      dedupeKey: `hold_abandoned:${hold.id}`,
      occurredAt: at,
      payload: {
        holdId: hold.id,
        callId: hold.callId,
        service: hold.service,
        agentId: hold.agentId,
        elapsedSeconds,
        chargedMicroTokens: Number(line.charged),
        openedAt: hold.openedAt,
        closedAt: at,
      },
    });
    return;
  }
  const { grant, amount, at: occurredAt } = step;
  const legs =
    step.does === "repay"
      ? repaymentLegs(grant, amount)
      : [step.does === "lapse" ? lapseLeg(grant, amount) : reclaimLeg(grant, amount)];
  postRun(draft, { runId: draft.context.newId(), occurredAt, legs });
}
