import type { AccountEffects, Cap, LedgerEntry } from "@farebox/billing-core";
import { COMMIT_EFFECTS, COMMIT_FACTS } from "./commit-effects.sql.ts";
import { CAPS, CHANGED_HOLDS, NEW_HOLDS, REMOVED_CAPS, SETTINGS, type SettingsChange } from "./committed-call-rows.ts";
import {
  ACCOUNTS,
  type AccountChange,
  CHANGED_GRANTS,
  CHANGED_REVIEWS,
  CHARGED_DAYS,
  CORRECTIONS,
  DAYS,
  ENTRIES,
  FACTS,
  KEYS,
  LINES,
  NEW_GRANTS,
  NEW_REVIEWS,
  QUARTER_HOURS,
} from "./committed-rows.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { ledgerHash } from "./ledger-hash.ts";
import type { LoadedAccount, LoadedAccounts } from "./load-accounts.ts";
import type { OfAccount } from "./row-set.ts";
import { sellingParameters, sellingRows } from "./selling/committed-selling-rows.ts";
import { sumDays, sumQuarterHours } from "./usage-totals.ts";
import { validUntilOf } from "./valid-until.ts";

/**
 * Writes what was decided on loaded accounts, by one statement. Names the businesses that were written; the others moved
 * meanwhile (or the decision grew too old) and have to be loaded and decided again. Each account at most once a call.
 */
export async function commitEffects(
  runner: SqlRunner,
  loaded: LoadedAccounts,
  effects: readonly AccountEffects[],
): Promise<Committed> {
  if (effects.length === 0) return { committed: new Set(), lastHashes: new Map() };
  const all = effects.map((effect, place) => toRows(place, accountOf(loaded, effect), effect));
  const sells = effects.some(({ selling }) => selling !== null);
  const parameters = [...toParameters(all), ...(sells ? sellingParameters(all) : [])];
  const text = sells ? COMMIT_FACTS : COMMIT_EFFECTS;
  const rows = await runner.query<{ business_id: string }>("commit_effects", text, parameters);
  return {
    committed: new Set(rows.map((row) => row.business_id)),
    lastHashes: new Map(all.map(({ change: { row } }) => [row.businessId, row.lastHash])),
  };
}

export type Committed = {
  readonly committed: ReadonlySet<string>;
  /** The hash of each account's newest ledger entry, if it was written. */
  readonly lastHashes: ReadonlyMap<string, Uint8Array>;
};

function accountOf(loaded: LoadedAccounts, effect: AccountEffects): LoadedAccount {
  const account = loaded.accounts.get(effect.businessId);
  if (account === undefined) throw new Error(`effects of business ${effect.businessId}, which was not loaded`);
  return account;
}

type CommittedRows = ReturnType<typeof toRows>;

/** All rows of one account, each with the account's place in the batch. */
function toRows(place: number, account: LoadedAccount, effect: AccountEffects) {
  const { businessId, now } = effect;
  const own = <Row>(rows: readonly Row[]): OfAccount<Row>[] => rows.map((row) => ({ account: place, row }));
  const keys = effect.keys.map((key) => ({ key, now }));
  const keyOf = new Map(effect.keys.filter(({ of }) => of === "grant").map((taken) => [taken.subjectId, taken.key]));
  const chained = chain(account, effect.entries);
  const rows = {
    newGrants: own(effect.grantsInserted.map((grant) => ({ grant, key: keyOf.get(grant.id) ?? null, now }))),
    changedGrants: own(effect.grantsUpdated.map((grant) => ({ grant, now }))),
    entries: own(chained),
    lines: own(effect.lines),
    newReviews: own(effect.reviewsInserted),
    changedReviews: own(effect.reviewsUpdated),
    corrections: own(effect.corrections),
    keys: own(keys),
    facts: own(keys.filter(({ key }) => key.scope === "fact")),
    quarterHours: own(sumQuarterHours(effect.usage)),
    days: own(sumDays(effect.usage)),
    chargedDays: own(effect.charges),
    newHolds: own(effect.holdsInserted),
    changedHolds: own(effect.holdsUpdated),
    caps: own(effect.capsSet ?? []),
    removedCaps: own(effect.capsSet === null ? [] : capsWithout(account.caps, effect.capsSet)),
    settings: own(settingsChanged(account, effect)),
    ...sellingRows(place, effect.selling),
  };
  const change: AccountChange = {
    businessId,
    version: effect.version,
    loadedAt: account.loadedAt,
    now,
    validUntil: validUntilOf(account, effect),
    lastSeq: effect.balance.lastSeq,
    ledgerTotal: effect.balance.ledgerTotal,
    debt: effect.balance.debt,
    lastHash: chained.at(-1)?.hash ?? account.lastHash,
    // The balance row and all of the above.
    expectedRows: Object.values(rows).reduce((count, { length }) => count + length, 1),
  };
  return { change: { account: place, row: change }, ...rows };
}

function toParameters(all: readonly CommittedRows[]): string[] {
  return [
    ...ACCOUNTS.toParameters(all.map((rows) => rows.change)),
    ...NEW_GRANTS.toParameters(all.flatMap((rows) => rows.newGrants)),
    ...CHANGED_GRANTS.toParameters(all.flatMap((rows) => rows.changedGrants)),
    ...ENTRIES.toParameters(all.flatMap((rows) => rows.entries)),
    ...LINES.toParameters(all.flatMap((rows) => rows.lines)),
    ...NEW_REVIEWS.toParameters(all.flatMap((rows) => rows.newReviews)),
    ...CHANGED_REVIEWS.toParameters(all.flatMap((rows) => rows.changedReviews)),
    ...CORRECTIONS.toParameters(all.flatMap((rows) => rows.corrections)),
    ...KEYS.toParameters(all.flatMap((rows) => rows.keys)),
    ...FACTS.toParameters(all.flatMap((rows) => rows.facts)),
    ...QUARTER_HOURS.toParameters(all.flatMap((rows) => rows.quarterHours)),
    ...DAYS.toParameters(all.flatMap((rows) => rows.days)),
    ...CHARGED_DAYS.toParameters(all.flatMap((rows) => rows.chargedDays)),
    ...NEW_HOLDS.toParameters(all.flatMap((rows) => rows.newHolds)),
    ...CHANGED_HOLDS.toParameters(all.flatMap((rows) => rows.changedHolds)),
    ...CAPS.toParameters(all.flatMap((rows) => rows.caps)),
    ...REMOVED_CAPS.toParameters(all.flatMap((rows) => rows.removedCaps)),
    ...SETTINGS.toParameters(all.flatMap((rows) => rows.settings)),
  ];
}

function chain(account: LoadedAccount, entries: readonly LedgerEntry[]) {
  let hash = account.lastHash;
  return entries.map((entry) => {
    hash = ledgerHash(hash, account.businessId, entry);
    return { entry, hash };
  });
}

function capsWithout(standing: readonly Cap[], kept: readonly Cap[]): readonly Cap[] {
  return standing.filter(({ agentId, every }) => !kept.some((cap) => cap.agentId === agentId && cap.every === every));
}

function settingsChanged(account: LoadedAccount, { settings }: AccountEffects): readonly SettingsChange[] {
  if (settings === null) return [];
  return [{ ...settings, setsConcurrentCalls: settings.concurrentCallsLimit !== account.concurrentCallsLimit }];
}
