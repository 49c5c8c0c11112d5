import {
  type Account,
  type Cap,
  type Correction,
  GRANT_SOURCES,
  type Grant,
  type Hold,
  type KeyScope,
  type ReviewLine,
  type UsageLine,
} from "./account.ts";
import type { AlertRule } from "./alerts.ts";
import type { MicroTokens } from "./amounts.ts";
import type { CalendarDay, Instant } from "./instants.ts";
import type { Notice } from "./notices.ts";
import type { SellingEffects } from "./selling/selling-effects.ts";

/** Kinds of ledger entries. The database repeats this list in a constraint. */
export const ENTRY_KINDS = [
  ...GRANT_SOURCES,
  "usage",
  "correction",
  "expiry",
  "debt_repayment",
  "void",
  "refund",
  "dispute",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One row of the ledger. A *run* is the contiguous rows of one cause: they share `runId`
 * (the usage line's, grant's or correction's id, or a fresh one for expiry) and count their legs from 1.
 */
export type LedgerEntry = {
  readonly seq: bigint;
  readonly runId: string;
  readonly leg: number;
  readonly legs: number;
  readonly kind: EntryKind;
  /** Signed; a refund or a lost dispute takes, and brings again what was taken wrongly. Zero only for a use that cost nothing (`usage`) and for a call that never got through (`void`). */
  readonly amount: MicroTokens;
  /** Null: debt, or a use that cost nothing. */
  readonly grantId: string | null;
  /** Σ ledger up to and including this entry. */
  readonly balanceAfter: MicroTokens;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
};

export type TakenKey = {
  readonly scope: KeyScope;
  readonly key: string;
  readonly of: "usage" | "review" | "grant" | "correction" | "hold";
  readonly subjectId: string;
};

/** What usage adds to (a correction takes from) the totals of one quarter hour UTC and one day of the business. */
export type UsageDelta = {
  readonly quarterStart: Instant;
  readonly day: CalendarDay;
  readonly service: string;
  readonly agentId: string | null;
  readonly events: number;
  readonly quantity: number;
  readonly charged: MicroTokens;
};

/** What lines charged (less what corrections returned), by the business's day they were *recorded* on: what caps count. */
export type ChargeDelta = {
  readonly day: CalendarDay;
  readonly agentId: string | null;
  readonly charged: MicroTokens;
};

/** Settings in their last state, all of them. */
export type Settings = Pick<Account, "suspendedAt" | "suspendedReason" | "overdraftLimit" | "concurrentCallsLimit">;

/** Final rows of one account, ready for one guarded statement: each row once, in its last state. */
export type AccountEffects = {
  readonly businessId: string;
  /** Version the decision was made on; the commit writes only if it still stands. */
  readonly version: bigint;
  readonly now: Instant;
  readonly balance: { readonly lastSeq: bigint; readonly ledgerTotal: MicroTokens; readonly debt: MicroTokens };
  readonly entries: readonly LedgerEntry[];
  readonly grantsInserted: readonly Grant[];
  readonly grantsUpdated: readonly Grant[];
  readonly lines: readonly UsageLine[];
  readonly reviewsInserted: readonly ReviewLine[];
  readonly reviewsUpdated: readonly ReviewLine[];
  readonly corrections: readonly Correction[];
  readonly keys: readonly TakenKey[];
  /** Summed: one row per quarter hour, day, service and agent. */
  readonly usage: readonly UsageDelta[];
  /** Summed: one row per day and agent, to be added to what the day has. */
  readonly charges: readonly ChargeDelta[];
  /** Opened by this commit; perhaps closed by it, too. */
  readonly holdsInserted: readonly Hold[];
  readonly holdsUpdated: readonly Hold[];
  /** All caps from now on; null when they stay as they are. */
  readonly capsSet: readonly Cap[] | null;
  /** Null when they stay as they are. */
  readonly settings: Settings | null;
  /** All alert rules from now on; null when they stay as they are. */
  readonly alertRules: readonly AlertRule[] | null;
  /** What the business is told of this commit. */
  readonly notices: readonly Notice[];
  /** Null unless a fact was applied. */
  readonly selling: SellingEffects | null;
};
