import type { AccountDraft } from "./account-draft.ts";
import { chargeDeltasOf } from "./charge-totals.ts";
import type { AccountEffects } from "./effects.ts";
import { invariant } from "./invariant.ts";
import { availableOf } from "./purse.ts";
import { sellingEffectsOf } from "./selling/selling-draft.ts";
import { usageDeltasOf } from "./usage-totals.ts";

/** The final rows of a fold: whatever its commands did to a grant or a review, each stands here once, in its last state. */
export function effectsOf(draft: AccountDraft): AccountEffects {
  assertSettled(draft);
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
    charges: chargeDeltasOf(draft.charges),
    holdsInserted: [...draft.holdsInserted],
    holdsUpdated: [...draft.holdsUpdated],
    capsSet: draft.caps === draft.account.caps ? null : draft.caps,
    settings: draft.settings === draft.account ? null : draft.settings,
    alertRules: draft.alerts.rules === draft.account.alertRules ? null : draft.alerts.rules,
    notices: draft.notices,
    selling: draft.selling === null ? null : sellingEffectsOf(draft.selling),
  };
}

function assertSettled(draft: AccountDraft): void {
  invariant(draft.debt >= 0n, "debt is never negative");
  if (draft.debt === 0n) return;
  invariant(availableOf(draft, draft.context.now) === 0n, "there is no debt while tokens are available");
}
