import type { AccountDraft } from "./account-draft.ts";
import type { AccountEffects } from "./effects.ts";
import { isSpendable } from "./grants.ts";
import { invariant } from "./invariant.ts";
import { usageDeltasOf } from "./usage-totals.ts";

/** The final rows of a fold: whatever its commands did to a grant or a review, each stands here once, in its last state. */
export function effectsOf(draft: AccountDraft): AccountEffects {
  assertDebtOnlyWhenEmpty(draft);
  return {
    businessId: draft.account.businessId,
    version: draft.account.version,
    now: draft.context.now,
    balance: { lastSeq: draft.lastSeq, ledgerTotal: draft.ledgerTotal, debt: draft.debt },
    entries: draft.entries,
    grantsInserted: [...draft.grantsInserted],
    grantsUpdated: [...draft.grantsUpdated],
    lines: draft.newLines,
    reviewsInserted: [...draft.reviewsInserted.values()],
    reviewsUpdated: [...draft.reviewsUpdated.values()],
    corrections: draft.corrections,
    keys: draft.keys,
    usage: usageDeltasOf(draft.usage),
  };
}

function assertDebtOnlyWhenEmpty(draft: AccountDraft): void {
  if (draft.debt === 0n) return;
  const hasSpendable = draft.grants.some((grant) => grant.remaining > 0n && isSpendable(grant, draft.context.now));
  invariant(!hasSpendable, "there is no debt while tokens can be spent");
}
