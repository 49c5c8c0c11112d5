import {
  type Account,
  type Command,
  type Instant,
  type KeyRef,
  keyRefsOf,
  type MicroTokens,
  type RateCard,
  type Remembered,
  type ReviewLine,
} from "@farebox/billing-core";
import type { KeptAccount } from "./kept-accounts.ts";
import { keyDigest } from "./key-digest.ts";
import { splitKeyRef } from "./load-parameters.ts";
import {
  type AlertRuleRow,
  type CapRow,
  type ChargedRow,
  type GrantRow,
  type HoldRow,
  type KeyRow,
  type LineWithLegsRow,
  type RateCardRow,
  toAlertRule,
  toCap,
  toChargedInWindows,
  toGrant,
  toHold,
  toLineWithLegs,
  toRateCard,
  toRemembered,
} from "./mapping.ts";

/** An account with what the guarded commit needs to know besides. */
export type LoadedAccount = Account & {
  /** The database's clock when it was loaded: how old a decision may grow is counted from here. */
  readonly loadedAt: Instant;
  /** Money time of this business when it was loaded. */
  readonly now: Instant;
  /** How far that is ahead of the database's clock. */
  readonly moneyOffsetMs: number;
  /** Epoch of the rate cards it has. */
  readonly epoch: string;
  /** Whether nobody asked the database about it: then the guarded statement judges all of it. */
  readonly isPresumed: boolean;
  /** Hash of its newest ledger entry. */
  readonly lastHash: Uint8Array;
};

/** What `LOAD_ACCOUNTS` answers for one business. */
export type AccountRow = Surroundings & (Brought | { readonly is_brought: null });

/** What is told of every account: what its version says nothing about. */
type Surroundings = {
  readonly business_id: string;
  readonly version: bigint;
  readonly loaded_at_ms: bigint;
  readonly money_offset_ms: bigint;
  readonly catalogue_epoch: string;
  readonly concurrent_calls_limit: number | null;
  readonly general_cards: readonly RateCardRow[] | null;
  readonly closed_holds: readonly HoldRow[] | null;
  readonly keys: readonly KeyRow[] | null;
  readonly lines: readonly LineWithLegsRow[] | null;
  readonly reviews: readonly ReviewLine[] | null;
};

/** What nobody changes without changing the version, or the catalogue's epoch. */
type Brought = {
  readonly is_brought: true;
  readonly last_seq: bigint;
  readonly ledger_total_micro: bigint;
  readonly debt_micro: bigint;
  readonly last_recorded_at_ms: bigint | null;
  readonly last_hash: Uint8Array;
  readonly overdraft_limit_micro: bigint;
  readonly suspended_at_ms: bigint | null;
  readonly suspended_reason: string | null;
  readonly time_zone: string;
  readonly own_cards: readonly RateCardRow[] | null;
  readonly grants: readonly GrantRow[] | null;
  readonly open_holds: readonly HoldRow[] | null;
  readonly caps: readonly CapRow[] | null;
  readonly alert_rules: readonly AlertRuleRow[] | null;
  readonly charged: readonly ChargedRow[] | null;
};

/** The part of an account that stands as long as its version, and the catalogue's epoch, do. */
export type StandingAccount = Omit<
  LoadedAccount,
  | "version"
  | "concurrentCallsLimit"
  | "planMonthTokens"
  | "remembered"
  | "lines"
  | "reviews"
  | "selling"
  | "loadedAt"
  | "now"
  | "moneyOffsetMs"
  | "epoch"
  | "isPresumed"
>;

export function toStandingAccount(row: AccountRow & Brought, generalCards: readonly RateCard[]): StandingAccount {
  const ownCards = (row.own_cards ?? []).map(toRateCard);
  return {
    businessId: row.business_id,
    lastSeq: row.last_seq,
    ledgerTotal: row.ledger_total_micro as MicroTokens,
    debt: row.debt_micro as MicroTokens,
    lastRecordedAt: row.last_recorded_at_ms === null ? null : Number(row.last_recorded_at_ms),
    overdraftLimit: row.overdraft_limit_micro as MicroTokens,
    suspendedAt: row.suspended_at_ms === null ? null : Number(row.suspended_at_ms),
    suspendedReason: row.suspended_reason,
    timeZone: row.time_zone,
    caps: (row.caps ?? []).map(toCap),
    alertRules: (row.alert_rules ?? []).map(toAlertRule),
    charged: row.charged === null ? [] : toChargedInWindows(row.charged),
    holds: (row.open_holds ?? []).map(toHold),
    grants: (row.grants ?? []).map(toGrant),
    rateCards: ownCards.length === 0 ? generalCards : [...generalCards, ...ownCards],
    lastHash: row.last_hash,
  };
}

/** `standing` as brought by this row, or as kept from before at the version that the row says still stands. */
export function toLoadedAccount(
  row: AccountRow,
  { standing, commands }: { readonly standing: StandingAccount; readonly commands: readonly Command[] },
): LoadedAccount {
  return {
    businessId: standing.businessId,
    version: row.version,
    lastSeq: standing.lastSeq,
    ledgerTotal: standing.ledgerTotal,
    debt: standing.debt,
    lastRecordedAt: standing.lastRecordedAt,
    overdraftLimit: standing.overdraftLimit,
    suspendedAt: standing.suspendedAt,
    suspendedReason: standing.suspendedReason,
    concurrentCallsLimit: row.concurrent_calls_limit,
    timeZone: standing.timeZone,
    caps: standing.caps,
    alertRules: standing.alertRules,
    planMonthTokens: null,
    charged: standing.charged,
    holds: row.closed_holds === null ? standing.holds : [...standing.holds, ...row.closed_holds.map(toHold)],
    grants: standing.grants,
    rateCards: standing.rateCards,
    remembered: row.keys === null ? NONE : rememberedOf(row.keys, commands),
    lines: row.lines === null ? NONE : new Map(row.lines.map(toLineWithLegs).map((found) => [found.line.id, found])),
    reviews: row.reviews === null ? NONE : new Map(row.reviews.map((review) => [review.id, review])),
    selling: null,
    loadedAt: Number(row.loaded_at_ms),
    now: Number(row.loaded_at_ms + row.money_offset_ms),
    moneyOffsetMs: Number(row.money_offset_ms),
    epoch: row.catalogue_epoch,
    isPresumed: false,
    lastHash: standing.lastHash,
  };
}

/** An account as it is kept, at an instant of the database's clock; nobody was asked whether it still stands. */
export function toPresumedAccount(kept: KeptAccount, clock: Instant): LoadedAccount {
  return {
    ...kept.standing,
    version: kept.version,
    concurrentCallsLimit: kept.concurrentCallsLimit,
    planMonthTokens: null,
    remembered: NONE,
    lines: NONE,
    reviews: NONE,
    selling: null,
    loadedAt: clock,
    now: clock + kept.moneyOffsetMs,
    moneyOffsetMs: kept.moneyOffsetMs,
    epoch: kept.epoch,
    isPresumed: true,
  };
}

const NONE: ReadonlyMap<never, never> = new Map<never, never>();

/** The database knows keys by their digest only; which text asked for it is known here. */
function rememberedOf(rows: readonly KeyRow[], commands: readonly Command[]): ReadonlyMap<KeyRef, Remembered> {
  const remembered = new Map<KeyRef, Remembered>();
  const standsFor = new Map(rows.map((row) => [`${row.scope}:${row.digest}`, toRemembered(row)]));
  for (const ref of commands.flatMap(keyRefsOf)) {
    const { scope, key } = splitKeyRef(ref);
    const found = standsFor.get(`${scope}:${keyDigest(key)}`);
    if (found) remembered.set(ref, found);
  }
  return remembered;
}
