import type { AccountEffects, Instant, LedgerEntry } from "@farebox/billing-core";
import { COMMIT_EFFECTS } from "./commit-effects.sql.ts";
import {
  ACCOUNTS,
  CHANGED_GRANTS,
  CHANGED_REVIEWS,
  CORRECTIONS,
  DAYS,
  ENTRIES,
  FACTS,
  KEYS,
  LINES,
  NEW_GRANTS,
  NEW_REVIEWS,
  type OfBusiness,
  QUARTER_HOURS,
} from "./committed-rows.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { ledgerHash } from "./ledger-hash.ts";
import type { LoadedAccount, LoadedAccounts } from "./load-accounts.ts";
import { sumDays, sumQuarterHours } from "./usage-totals.ts";

/**
 * Writes what was decided on loaded accounts, by one statement. Names the businesses that were written; the others moved
 * meanwhile (or the decision grew too old) and have to be loaded and decided again. Each account at most once a call.
 */
export async function commitEffects(
  runner: SqlRunner,
  loaded: LoadedAccounts,
  effects: readonly AccountEffects[],
): Promise<{ readonly committed: ReadonlySet<string> }> {
  if (effects.length === 0) return { committed: new Set() };
  const parameters = toParameters(effects.map((effect) => toRows(accountOf(loaded, effect), effect)));
  const rows = await runner.query<{ business_id: string }>("commit_effects", COMMIT_EFFECTS, parameters);
  return { committed: new Set(rows.map((row) => row.business_id)) };
}

function accountOf(loaded: LoadedAccounts, effect: AccountEffects): LoadedAccount {
  const account = loaded.accounts.get(effect.businessId);
  if (account === undefined) throw new Error(`effects of business ${effect.businessId}, which was not loaded`);
  return account;
}

type CommittedRows = ReturnType<typeof toRows>;

/** All rows of one account, each with its business. */
function toRows(account: LoadedAccount, effect: AccountEffects) {
  const { businessId, now } = effect;
  const own = <Row>(rows: readonly Row[]): OfBusiness<Row>[] => rows.map((row) => ({ businessId, row }));
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
  };
  const change = {
    version: effect.version,
    loadedAt: account.loadedAt,
    now,
    validUntil: earliestExpiryOfDrawn(account, effect),
    lastSeq: effect.balance.lastSeq,
    ledgerTotal: effect.balance.ledgerTotal,
    debt: effect.balance.debt,
    lastHash: chained.at(-1)?.hash ?? account.lastHash,
    // The balance row and all of the above.
    expectedRows: Object.values(rows).reduce((count, { length }) => count + length, 1),
  };
  return { account: { businessId, row: change }, ...rows };
}

function toParameters(all: readonly CommittedRows[]): unknown[] {
  return [
    ...ACCOUNTS.toParameters(all.map((rows) => rows.account)),
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
  ];
}

function chain(account: LoadedAccount, entries: readonly LedgerEntry[]) {
  let hash = account.lastHash;
  return entries.map((entry) => {
    hash = ledgerHash(hash, account.businessId, entry);
    return { entry, hash };
  });
}

/**
 * A commit that waits while a grant it draws from expires would spend expired tokens. Grants that had already expired
 * when this was decided only repaid debt of the time they were alive.
 */
function earliestExpiryOfDrawn(account: LoadedAccount, effect: AccountEffects): Instant | null {
  const drawn = new Set<string | null>();
  for (const entry of effect.entries) {
    if (entry.amount < 0n && entry.kind !== "expiry") drawn.add(entry.grantId);
  }
  let earliest: Instant | null = null;
  for (const { id, expiresAt } of [...account.grants, ...effect.grantsInserted]) {
    if (expiresAt === null || expiresAt <= effect.now || !drawn.has(id)) continue;
    if (earliest === null || expiresAt < earliest) earliest = expiresAt;
  }
  return earliest;
}
