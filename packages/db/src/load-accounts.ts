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
import type { SqlRunner } from "./connections/sql-runner.ts";
import { keyDigest } from "./key-digest.ts";
import { LOAD_ACCOUNTS } from "./load-accounts.sql.ts";
import { type Asked, type AskedByBusiness, loadParameters, splitKeyRef } from "./load-parameters.ts";
import {
  type CapRow,
  type ChargedRow,
  type GrantRow,
  type HoldRow,
  type KeyRow,
  type LineWithLegsRow,
  type RateCardRow,
  toCap,
  toChargedInWindows,
  toGrant,
  toHold,
  toLineWithLegs,
  toRateCard,
  toRemembered,
} from "./mapping.ts";

/**
 * Brings the accounts of all commands in hand by one statement, so that every account is of one instant. Businesses that
 * do not exist are named in `missing`. The same business asked for twice is loaded once, with what both requests name.
 */
export async function loadAccounts(runner: SqlRunner, requests: readonly LoadRequest[]): Promise<LoadedAccounts> {
  const asked = gather(requests);
  const kept = keptCards;
  const parameters = loadParameters(asked, kept?.epoch ?? null);
  const rows = await runner.query<AccountRow>("load_accounts", LOAD_ACCOUNTS, parameters);
  const generalCards = rows[0] === undefined ? [] : currentGeneralCards(rows[0], kept);
  const accounts = new Map<string, LoadedAccount>();
  for (const row of rows) {
    accounts.set(
      row.business_id,
      toAccount(row, { generalCards, commands: asked.get(row.business_id)?.commands ?? [] }),
    );
  }
  return {
    accounts,
    missing: new Set([...asked.keys()].filter((businessId) => !accounts.has(businessId))),
    nowOf: (businessId) => {
      const account = accounts.get(businessId);
      if (account === undefined) throw new Error(`business ${businessId} was not loaded`);
      return account.now;
    },
  };
}

export type LoadRequest = {
  readonly businessId: string;
  readonly commands: readonly Command[];
  /** Holds a question is about, open or not; those that commands name come by themselves. */
  readonly holdIds?: readonly string[];
};

/** An account with what the guarded commit needs to know besides. */
export type LoadedAccount = Account & {
  /** The database's clock when it was loaded: how old a decision may grow is counted from here. */
  readonly loadedAt: Instant;
  /** Money time of this business when it was loaded. */
  readonly now: Instant;
  /** Hash of its newest ledger entry. */
  readonly lastHash: Uint8Array;
};

export type LoadedAccounts = {
  readonly accounts: ReadonlyMap<string, LoadedAccount>;
  readonly missing: ReadonlySet<string>;
  /** The instant to decide a business's commands at. */
  nowOf(businessId: string): Instant;
};

function gather(requests: readonly LoadRequest[]): AskedByBusiness {
  const asked = new Map<string, Asked & { readonly commands: Command[]; readonly holdIds: string[] }>();
  for (const { businessId, commands, holdIds = [] } of requests) {
    const gathered = asked.get(businessId);
    if (gathered === undefined) asked.set(businessId, { commands: [...commands], holdIds: [...holdIds] });
    else {
      gathered.commands.push(...commands);
      gathered.holdIds.push(...holdIds);
    }
  }
  return asked;
}

type AccountRow = {
  readonly business_id: string;
  readonly version: bigint;
  readonly last_seq: bigint;
  readonly ledger_total_micro: bigint;
  readonly debt_micro: bigint;
  readonly last_recorded_at_ms: bigint | null;
  readonly last_hash: Uint8Array;
  readonly overdraft_limit_micro: bigint;
  readonly suspended_at_ms: bigint | null;
  readonly suspended_reason: string | null;
  readonly time_zone: string;
  readonly concurrent_calls_limit: number | null;
  readonly loaded_at_ms: bigint;
  readonly money_offset_ms: bigint;
  readonly catalogue_epoch: string;
  readonly general_cards: readonly RateCardRow[] | null;
  readonly own_cards: readonly RateCardRow[] | null;
  readonly grants: readonly GrantRow[] | null;
  readonly holds: readonly HoldRow[] | null;
  readonly caps: readonly CapRow[] | null;
  readonly charged: readonly ChargedRow[] | null;
  readonly keys: readonly KeyRow[] | null;
  readonly lines: readonly LineWithLegsRow[] | null;
  readonly reviews: readonly ReviewLine[] | null;
};

type Surroundings = { readonly generalCards: readonly RateCard[]; readonly commands: readonly Command[] };

function toAccount(row: AccountRow, { generalCards, commands }: Surroundings): LoadedAccount {
  const ownCards = (row.own_cards ?? []).map(toRateCard);
  return {
    businessId: row.business_id,
    version: row.version,
    lastSeq: row.last_seq,
    ledgerTotal: row.ledger_total_micro as MicroTokens,
    debt: row.debt_micro as MicroTokens,
    lastRecordedAt: row.last_recorded_at_ms === null ? null : Number(row.last_recorded_at_ms),
    overdraftLimit: row.overdraft_limit_micro as MicroTokens,
    suspendedAt: row.suspended_at_ms === null ? null : Number(row.suspended_at_ms),
    suspendedReason: row.suspended_reason,
    concurrentCallsLimit: row.concurrent_calls_limit,
    timeZone: row.time_zone,
    caps: (row.caps ?? []).map(toCap),
    charged: row.charged === null ? [] : toChargedInWindows(row.charged),
    holds: (row.holds ?? []).map(toHold),
    grants: (row.grants ?? []).map(toGrant),
    rateCards: ownCards.length === 0 ? generalCards : [...generalCards, ...ownCards],
    remembered: rememberedOf(row.keys ?? [], commands),
    lines: new Map((row.lines ?? []).map(toLineWithLegs).map((found) => [found.line.id, found])),
    reviews: new Map((row.reviews ?? []).map((review) => [review.id, review])),
    loadedAt: Number(row.loaded_at_ms),
    now: Number(row.loaded_at_ms + row.money_offset_ms),
    lastHash: row.last_hash,
  };
}

/** The database knows keys by their digest only; which text asked for it is known here. */
function rememberedOf(rows: readonly KeyRow[], commands: readonly Command[]): ReadonlyMap<KeyRef, Remembered> {
  const remembered = new Map<KeyRef, Remembered>();
  if (rows.length === 0) return remembered;
  const standsFor = new Map(rows.map((row) => [`${row.scope}:${row.digest}`, toRemembered(row)]));
  for (const ref of commands.flatMap(keyRefsOf)) {
    const { scope, key } = splitKeyRef(ref);
    const found = standsFor.get(`${scope}:${keyDigest(key)}`);
    if (found) remembered.set(ref, found);
  }
  return remembered;
}

type KeptCards = { readonly epoch: string; readonly cards: readonly RateCard[] };

/** The general cards as of one epoch. Every load says which epoch is current and brings them anew when it moved. */
let keptCards: KeptCards | null = null;

function currentGeneralCards(row: AccountRow, kept: KeptCards | null): readonly RateCard[] {
  if (row.catalogue_epoch === kept?.epoch) return kept.cards;
  const cards = (row.general_cards ?? []).map(toRateCard);
  keptCards = { epoch: row.catalogue_epoch, cards };
  return cards;
}
