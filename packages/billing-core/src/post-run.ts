import type { AccountDraft, GrantDraft } from "./account-draft.ts";
import { microTokens } from "./amounts.ts";
import type { EntryKind, LedgerEntry } from "./effects.ts";
import type { Instant } from "./instants.ts";
import { invariant } from "./invariant.ts";

/** One entry before it has its place in the ledger. `grant` null is debt, or a use that cost nothing. */
export type RunLeg = { readonly kind: EntryKind; readonly amount: bigint; readonly grant: GrantDraft | null };

/**
 * Writes the entries of one cause and moves what they name. The only place that changes a draft's amounts, so that
 * Σ ledger = Σ remaining − debt and `0 ≤ remaining ≤ original` hold by construction: an entry with a grant changes what
 * remains of it, an entry without one changes the debt the other way.
 */
export function postRun(
  draft: AccountDraft,
  run: { readonly runId: string; readonly occurredAt: Instant; readonly legs: readonly RunLeg[] },
): void {
  let leg = 0;
  for (const { kind, amount, grant } of run.legs) {
    leg += 1;
    draft.lastSeq += 1n;
    draft.ledgerTotal = microTokens(draft.ledgerTotal + amount);
    if (grant === null) {
      // Below 0 only between the two runs of a settlement; checked when the fold is done.
      draft.debt = microTokens(draft.debt - amount);
    } else {
      grant.remaining = microTokens(grant.remaining + amount);
      invariant(
        grant.remaining >= 0n && grant.remaining <= grant.original,
        "what remains of a grant is between 0 and what it brought",
      );
      touch(draft, grant);
    }
    draft.entries.push(
      entryOf(
        draft,
        { kind, amount, grant },
        { runId: run.runId, occurredAt: run.occurredAt, leg, legs: run.legs.length },
      ),
    );
  }
}

/** Marks a grant as changed, so that its last state is among the effects. */
export function touch(draft: AccountDraft, grant: GrantDraft): void {
  if (!draft.grantsInserted.has(grant)) draft.grantsUpdated.add(grant);
}

function entryOf(
  draft: AccountDraft,
  { kind, amount, grant }: RunLeg,
  place: Pick<LedgerEntry, "runId" | "occurredAt" | "leg" | "legs">,
): LedgerEntry {
  return {
    seq: draft.lastSeq,
    runId: place.runId,
    leg: place.leg,
    legs: place.legs,
    kind,
    amount: microTokens(amount),
    grantId: grant === null ? null : grant.id,
    balanceAfter: draft.ledgerTotal,
    occurredAt: place.occurredAt,
    recordedAt: draft.context.now,
  };
}
