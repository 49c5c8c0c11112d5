import type { AccountEffects } from "@farebox/billing-core";
import { commitEffects } from "./commit-effects.ts";
import type { DatabasePool } from "./connections/pool.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { type LoadedAccounts, type LoadRequest, loadAccounts } from "./load-accounts.ts";
import { asServiceInTransaction } from "./tenant.ts";

/**
 * Decides under the accounts' locks: lock, load, decide, write, in one transaction on one connection. For accounts so busy
 * that the bare guard keeps failing, and for what has to commit together with a decision (`before`, e.g. a new business).
 *
 * The locks are taken in the order of the ids, as in the guarded statement, so that the two cannot wait for each other.
 * `decide` must not wait for anything: whoever wants these accounts waits for it.
 */
export function withLockedAccounts<Result>(
  pool: DatabasePool,
  { requests, before, decide }: LockedWork<Result>,
): Promise<LockedResult<Result>> {
  return asServiceInTransaction(pool, async (sql) => {
    await before?.(sql);
    await lockBalances(sql, [...new Set(requests.map((request) => request.businessId))]);
    const loaded = await loadAccounts(sql, requests);
    const { effects, result } = decide(loaded);
    const { committed } = await commitEffects(sql, loaded, effects);
    return { result, committed, missing: loaded.missing };
  });
}

export type LockedWork<Result> = {
  readonly requests: readonly LoadRequest[];
  readonly before?: (sql: SqlRunner) => Promise<void>;
  readonly decide: (loaded: LoadedAccounts) => { readonly effects: readonly AccountEffects[]; readonly result: Result };
};

export type LockedResult<Result> = {
  readonly result: Result;
  /** All accounts with effects, unless deciding took longer than a decision may grow old. */
  readonly committed: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
};

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
