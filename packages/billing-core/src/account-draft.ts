import type {
  Account,
  Cap,
  Correction,
  Grant,
  Hold,
  KeyRef,
  LineWithLegs,
  Remembered,
  ReviewLine,
  UsageLine,
} from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import { type ChargeTotals, emptyChargeTotals } from "./charge-totals.ts";
import type { DecideContext } from "./commands.ts";
import type { LedgerEntry, Settings, TakenKey } from "./effects.ts";
import { compareSpendOrder } from "./grants.ts";
import type { Notice } from "./notices.ts";
import type { SellingDraft } from "./selling/selling-draft.ts";
import type { UsageTotals } from "./usage-totals.ts";
import { emptyUsageTotals } from "./usage-totals.ts";
import { type AlertsDraft, alertsDraftOf } from "./watch-alerts.ts";

/** A grant that one fold may change. */
export type GrantDraft = { -readonly [Field in keyof Grant]: Grant[Field] };

/** A hold that one fold may change. */
export type HoldDraft = { -readonly [Field in keyof Hold]: Hold[Field] };

/**
 * An account while one fold of commands is decided on it: a private copy, so that `decide` stays pure seen from outside
 * and a long batch copies its grants once. Only `post-run.ts` changes amounts.
 */
export type AccountDraft = {
  readonly account: Account;
  readonly context: DecideContext;
  lastSeq: bigint;
  ledgerTotal: MicroTokens;
  debt: MicroTokens;
  /** In spending order, always. */
  readonly grants: GrantDraft[];
  readonly holds: HoldDraft[];
  caps: readonly Cap[];
  settings: Settings;
  readonly entries: LedgerEntry[];
  readonly grantsInserted: Set<GrantDraft>;
  readonly grantsUpdated: Set<GrantDraft>;
  readonly holdsInserted: Set<HoldDraft>;
  readonly holdsUpdated: Set<HoldDraft>;
  readonly newLines: UsageLine[];
  readonly reviewsInserted: Map<string, ReviewLine>;
  readonly reviewsUpdated: Map<string, ReviewLine>;
  readonly corrections: Correction[];
  readonly keys: TakenKey[];
  readonly usage: UsageTotals;
  readonly charges: ChargeTotals;
  /** What this fold's own commands made of keys, lines and reviews; asked before the account's. */
  readonly remembered: Map<KeyRef, Remembered>;
  readonly lines: Map<string, LineWithLegs>;
  readonly alerts: AlertsDraft;
  readonly notices: Notice[];
  /** Made by the first fact of the fold. */
  selling: SellingDraft | null;
  /** Whether a command wrote. Time that merely passed is written only together with one. */
  wrote: boolean;
};

export function draftOf(account: Account, context: DecideContext): AccountDraft {
  return {
    account,
    context,
    lastSeq: account.lastSeq,
    ledgerTotal: account.ledgerTotal,
    debt: account.debt,
    grants: inSpendOrder(account.grants),
    holds: account.holds.map((hold) => ({ ...hold })),
    caps: account.caps,
    settings: account,
    entries: [],
    grantsInserted: new Set(),
    grantsUpdated: new Set(),
    holdsInserted: new Set(),
    holdsUpdated: new Set(),
    newLines: [],
    reviewsInserted: new Map(),
    reviewsUpdated: new Map(),
    corrections: [],
    keys: [],
    usage: emptyUsageTotals(),
    charges: emptyChargeTotals(),
    remembered: new Map(),
    lines: new Map(),
    alerts: alertsDraftOf(account),
    notices: [],
    selling: null,
    wrote: false,
  };
}

export function rememberedBy(draft: AccountDraft, key: KeyRef): Remembered | undefined {
  return draft.remembered.get(key) ?? draft.account.remembered.get(key);
}

export function lineOf(draft: AccountDraft, lineId: string): LineWithLegs | undefined {
  return draft.lines.get(lineId) ?? draft.account.lines.get(lineId);
}

export function reviewOf(draft: AccountDraft, reviewId: string): ReviewLine | undefined {
  return (
    draft.reviewsUpdated.get(reviewId) ?? draft.reviewsInserted.get(reviewId) ?? draft.account.reviews.get(reviewId)
  );
}

export function holdOf(draft: AccountDraft, holdId: string): HoldDraft | undefined {
  return draft.holds.find(({ id }) => id === holdId);
}

/** Marks a hold as changed, so that its last state is among the effects. */
export function touchHold(draft: AccountDraft, hold: HoldDraft): void {
  if (!draft.holdsInserted.has(hold)) draft.holdsUpdated.add(hold);
}

/** Takes a key for what a command just made. */
export function takeKey(draft: AccountDraft, ref: KeyRef, taken: TakenKey, stands: Remembered): void {
  draft.keys.push(taken);
  draft.remembered.set(ref, stands);
}

/** A loader usually brings spending order; then there is nothing to sort. */
function inSpendOrder(grants: readonly Grant[]): GrantDraft[] {
  const copies: GrantDraft[] = [];
  let isSorted = true;
  for (const grant of grants) {
    const before = copies.at(-1);
    if (isSorted && before !== undefined && compareSpendOrder(before, grant) > 0) isSorted = false;
    copies.push({ ...grant });
  }
  return isSorted ? copies : copies.sort(compareSpendOrder);
}
