import type { Grant, KeyRef } from "../account.ts";
import { type AccountDraft, type GrantDraft, rememberedBy, takeKey } from "../account-draft.ts";
import { repaymentLegs, settle } from "../advance.ts";
import { MAX_MICRO_TOKENS, smaller, ZERO } from "../amounts.ts";
import type { GrantCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { compareSpendOrder, isSpendable } from "../grants.ts";
import { invariant } from "../invariant.ts";
import type { GrantOutcome } from "../outcomes.ts";
import { postRun, type RunLeg } from "../post-run.ts";
import { heldOf } from "../purse.ts";
import { tell } from "../tell.ts";

/**
 * Tokens arrive, once per key for ever. What they owe is repaid in the same run: first the whole grant, then the pair
 * that takes debt off it, if it can be spent now.
 *
 * A repeat with the same content answers the grant as it is now; with other content `idempotency_mismatch`.
 */
export function grantTokens(draft: AccountDraft, command: GrantCommand): GrantOutcome {
  const ref: KeyRef = `${command.scope}:${command.key}`;
  const remembered = rememberedBy(draft, ref);
  if (remembered !== undefined) {
    invariant(remembered.of === "grant", "a key in the scope of grants stands for a grant");
    const grant = draft.grants.find(({ id }) => id === remembered.grant.id) ?? remembered.grant;
    const field = firstDifference(grant, command);
    if (field !== null) return { outcome: "refused", error: { code: "idempotency_mismatch", key: command.key, field } };
    return { outcome: "replayed", grant: { ...grant }, balanceAfter: remembered.balanceAfter };
  }
  const error = problemWith(draft, command);
  if (error !== null) return { outcome: "refused", error };

  const grant = insertGrant(draft, command);
  postRun(draft, { runId: grant.id, occurredAt: draft.context.now, legs: arrivalLegs(draft, grant) });
  const arrived: Grant = { ...grant };
  const balanceAfter = draft.ledgerTotal;
  settle(draft);
  takeKey(
    draft,
    ref,
    { scope: command.scope, key: command.key, of: "grant", subjectId: grant.id },
    { of: "grant", grant: arrived, balanceAfter },
  );
  tellOfGift(draft, arrived);
  draft.wrote = true;
  return { outcome: "granted", grant: arrived, balanceAfter };
}

/** What nobody bought and nobody expects. */
function tellOfGift(draft: AccountDraft, { id, source, original, reason, expiresAt }: Grant): void {
  if (source !== "adjustment" && source !== "promotion") return;
  const payload = { grantId: id, source, tokensMicroTokens: Number(original), reason, expiresAt };
  tell(draft, { kind: "grant_adjusted", dedupeKey: `grant_adjusted:${id}`, payload });
}

/** What arrives repays debt in the same run, if it can be spent now. */
export function arrivalLegs(draft: AccountDraft, grant: GrantDraft): readonly RunLeg[] {
  const arrival: RunLeg = { kind: grant.source, amount: grant.original, grant };
  // While live calls keep tokens, other grants may have to repay: then it is found out when the command settles.
  if (draft.debt === 0n || heldOf(draft) > 0n || !isSpendable(grant, draft.context.now)) return [arrival];
  return [arrival, ...repaymentLegs(grant, smaller(draft.debt, grant.original))];
}

/** Stands in spending order with nothing left: the run brings its tokens. */
function insertGrant(draft: AccountDraft, command: GrantCommand): GrantDraft {
  const now = draft.context.now;
  const grant: GrantDraft = {
    id: command.grantId,
    source: command.source,
    original: command.tokens,
    remaining: ZERO,
    priority: command.priority,
    effectiveAt: command.effectiveAt ?? now,
    expiresAt: command.expiresAt,
    costBasis: command.costBasis,
    frozenAt: null,
    debtRepaid: ZERO,
    reason: command.reason,
    payment: null,
    planMonth: null,
    createdAt: now,
  };
  placeGrant(draft, grant);
  return grant;
}

/** Puts a new grant where the spending order wants it. */
export function placeGrant(draft: AccountDraft, grant: GrantDraft): void {
  const place = draft.grants.findIndex((other) => compareSpendOrder(grant, other) < 0);
  draft.grants.splice(place === -1 ? draft.grants.length : place, 0, grant);
  draft.grantsInserted.add(grant);
}

function problemWith(draft: AccountDraft, { tokens, effectiveAt, expiresAt }: GrantCommand): BillingError | null {
  const now = draft.context.now;
  if (tokens < 1n || tokens > MAX_MICRO_TOKENS) return invalid("tokens", "must be more than 0 and at most 8 billion");
  // Σ remaining = Σ ledger + debt: bounding it bounds every sum that can be read.
  if (draft.ledgerTotal + draft.debt + tokens > MAX_MICRO_TOKENS)
    return invalid("tokens", "would bring the business beyond 8 billion tokens");
  if (expiresAt !== null && expiresAt <= Math.max(now, effectiveAt ?? now))
    return invalid("expiresAt", "must be later than now and than effectiveAt");
  return null;
}

function invalid(field: string, message: string): BillingError {
  return { code: "validation_failed", field, message };
}

/** `effectiveAt` left out means the instant it arrived, so that a repeat may leave it out too. */
function firstDifference(grant: Grant, command: GrantCommand): string | null {
  if (command.tokens !== grant.original) return "tokens";
  if (command.source !== grant.source) return "source";
  if (command.reason !== grant.reason) return "reason";
  if (command.priority !== grant.priority) return "priority";
  if ((command.effectiveAt ?? grant.createdAt) !== grant.effectiveAt) return "effectiveAt";
  if (command.expiresAt !== grant.expiresAt) return "expiresAt";
  return null;
}
