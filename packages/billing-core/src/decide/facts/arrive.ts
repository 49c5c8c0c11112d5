import type { CostBasis, GrantSource } from "../../account.ts";
import { type AccountDraft, type GrantDraft, rememberedBy, takeKey } from "../../account-draft.ts";
import { settle } from "../../advance.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, ZERO } from "../../amounts.ts";
import type { BillingError } from "../../errors.ts";
import type { Instant } from "../../instants.ts";
import { factKeyRef } from "../../keys.ts";
import { postRun } from "../../post-run.ts";
import { isDisputed } from "../../selling/refunds.ts";
import type { Payment, PlanMonth } from "../../selling/selling-state.ts";
import { arrivalLegs, placeGrant } from "../grant.ts";

/** Tokens that a payment brings. */
export type Arrival = {
  /** The fact's key, taken by the grant. */
  readonly key: string;
  readonly source: GrantSource;
  readonly tokens: MicroTokens;
  readonly costBasis: CostBasis | null;
  readonly effectiveAt: Instant;
  /** May have passed: then they lapse at once, and the ledger shows both. */
  readonly expiresAt: Instant | null;
  readonly payment: Payment;
  readonly planMonth: PlanMonth | null;
};

/** Writes the grant and its run, and takes its key. A payment that is disputed already brings tokens that cannot be spent. */
export function arrive(draft: AccountDraft, arrival: Arrival): GrantDraft {
  const { now, newId } = draft.context;
  const grant: GrantDraft = {
    id: newId(),
    source: arrival.source,
    original: arrival.tokens,
    remaining: ZERO,
    priority: 100,
    effectiveAt: arrival.effectiveAt,
    expiresAt: arrival.expiresAt,
    costBasis: arrival.costBasis,
    frozenAt: isDisputed(arrival.payment) ? now : null,
    debtRepaid: ZERO,
    reason: null,
    payment: { key: arrival.payment.key, refunded: ZERO, refundDebt: ZERO, shortfall: ZERO },
    planMonth: arrival.planMonth,
    createdAt: now,
  };
  placeGrant(draft, grant);
  postRun(draft, { runId: grant.id, occurredAt: now, legs: arrivalLegs(draft, grant) });
  const stands = { of: "grant" as const, grant: { ...grant }, balanceAfter: draft.ledgerTotal };
  settle(draft);
  takeKey(
    draft,
    factKeyRef(arrival.key),
    { scope: "fact", key: arrival.key, of: "grant", subjectId: grant.id },
    stands,
  );
  return grant;
}

export function isKnown(draft: AccountDraft, key: string): boolean {
  return rememberedBy(draft, factKeyRef(key)) !== undefined;
}

/** Null when so many tokens still fit under what a business may hold. */
export function tooMany(draft: AccountDraft, tokens: bigint): BillingError | null {
  if (draft.ledgerTotal + draft.debt + tokens <= MAX_MICRO_TOKENS) return null;
  return { code: "validation_failed", field: "tokens", message: "would bring the business beyond 8 billion tokens" };
}
