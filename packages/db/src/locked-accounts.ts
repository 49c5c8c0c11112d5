import type { AccountEffects } from "@farebox/billing-core";
import { commitEffects } from "./commit-effects.ts";
import { DatabaseFailure } from "./connections/database-failure.ts";
import type { DatabasePool } from "./connections/pool.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { type LoadedAccounts, type LoadRequest, loadAccounts } from "./load-accounts.ts";
import { asServiceInTransaction } from "./tenant.ts";

/**
 * Decides under the accounts' locks: lock, load, decide, write, in one transaction on one connection. For accounts so busy
 * that the bare guard keeps failing, and for what has to commit together with a decision (`before`, e.g. a new business).
 *
 * What `before` wrote and what was decided stand or fall together: when an account's effects cannot be written (deciding
 * took longer than a decision may grow old), it throws a DatabaseFailure of kind "serialization", nothing is there, and
 * the whole may be tried again. Without `before` nothing else hangs on the effects, and the caller hears which were written.
 *
 * The locks are taken in the order of the ids, as in the guarded statement, so that the two cannot wait for each other.
 * `decide` must not wait for anything: whoever wants these accounts waits for it.
 */
export function withLockedAccounts<Result>(
  pool: DatabasePool,
  work: LockedWork<Result> & { readonly before: Before },
): Promise<WholeResult<Result>>;
export function withLockedAccounts<Result>(pool: DatabasePool, work: LockedWork<Result>): Promise<LockedResult<Result>>;
export function withLockedAccounts<Result>(
  pool: DatabasePool,
  { requests, before, decide }: LockedWork<Result> & { readonly before?: Before },
): Promise<LockedResult<Result>> {
  return asServiceInTransaction(pool, async (sql) => {
    await before?.(sql);
    await lockBalances(sql, [...new Set(requests.map((request) => request.businessId))]);
    const loaded = await loadAccounts(sql, requests);
    const { effects, result } = decide(loaded);
    const { committed } = await commitEffects(sql, loaded, effects);
    if (before !== undefined && committed.size < effects.length) throw notWhole();
    return { result, committed, missing: loaded.missing };
  });
}

/** Writes what has to be there before the accounts are locked. */
type Before = (sql: SqlRunner) => Promise<void>;

export type LockedWork<Result> = {
  readonly requests: readonly LoadRequest[];
  /** At most one effect for each account. */
  readonly decide: (loaded: LoadedAccounts) => { readonly effects: readonly AccountEffects[]; readonly result: Result };
};

/** All effects were written. */
export type WholeResult<Result> = {
  readonly result: Result;
  readonly missing: ReadonlySet<string>;
};

export type LockedResult<Result> = WholeResult<Result> & {
  /** Accounts whose effects were written. The others' were not, because deciding took too long: they are to be decided again. */
  readonly committed: ReadonlySet<string>;
};

function notWhole(): DatabaseFailure {
  return new DatabaseFailure({
    kind: "serialization",
    effect: "none",
    sqlState: null,
    constraint: null,
    cause: new Error("a decision grew too old to be written with what it belongs to"),
  });
}

const LOCK_BALANCES = `
select business_id
from token_balances
where business_id = any ($1::uuid[])
order by business_id
for update
`;

async function lockBalances(sql: SqlRunner, businessIds: readonly string[]): Promise<void> {
  await sql.query("lock_balances", LOCK_BALANCES, [businessIds]);
}
