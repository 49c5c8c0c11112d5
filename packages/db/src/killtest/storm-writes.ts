import type { SqlRunner } from "../connections/sql-runner.ts";
import { type Operation, toLegs } from "./storm-ledger.ts";

/**
 * The shape of the money path: load, then one statement guarded by the version, over several businesses at once.
 * Returns the operations that are now certainly there, by this call or an earlier one.
 */
export async function writeByStatement(
  sql: SqlRunner,
  operations: readonly Operation[],
): Promise<readonly Operation[]> {
  const loaded = await sql.query<Loaded>("storm_load", LOAD, [
    operations.map((operation) => operation.businessId),
    operations.map((operation) => operation.key),
  ]);
  const versions = new Map(loaded.map((row) => [row.key, row]));
  const isThere = (operation: Operation) => versions.get(operation.key)?.isThere === true;
  const missing = operations.filter((operation) => !isThere(operation));
  if (missing.length === 0) return operations;
  const written = await sql.query<{ key: string }>("storm_commit", COMMIT, [
    missing.map((operation) => operation.businessId),
    missing.map((operation) => versions.get(operation.key)?.version ?? -1n),
    missing.map((operation) => operation.key),
    missing.map((operation) => operation.amount),
  ]);
  const writtenKeys = new Set(written.map((row) => row.key));
  return operations.filter((operation) => isThere(operation) || writtenKeys.has(operation.key));
}

/**
 * The shape of the locked path: the same effect as several statements of one transaction, with a pause between them in
 * which a session can be killed while it holds the lock.
 */
export async function writeInTransaction(sql: SqlRunner, operation: Operation, pause: Pause): Promise<void> {
  const { businessId, key, amount } = operation;
  await sql.query("storm_business", "select set_config('app.business_id', $1::uuid::text, true)", [businessId]);
  await sql.query("storm_lock", "select version from storm.accounts where business_id = $1 for update", [businessId]);
  const known = await sql.query("storm_known", "select 1 from storm.entries where business_id = $1 and key = $2", [
    businessId,
    key,
  ]);
  if (known.length > 0) return;
  for (const [index, leg] of toLegs(operation).entries()) {
    await sql.query("storm_leg", INSERT_LEG, [businessId, key, index + 1, leg]);
    await pause();
  }
  await sql.query("storm_step", STEP, [businessId, amount]);
}

export type Pause = () => Promise<void>;

type Loaded = { readonly key: string; readonly version: bigint; readonly isThere: boolean };

const LOAD = `
  select asked.key, account.version, exists (
    select from storm.entries entry where entry.business_id = asked.business_id and entry.key = asked.key
  ) as "isThere"
  from unnest($1::uuid[], $2::text[]) as asked (business_id, key)
  join storm.accounts account using (business_id)`;

const COMMIT = `
  with asked as (
    select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as asked (business_id, version, key, amount)
  ), locked as (
    select asked.*
    from storm.accounts account
    join asked using (business_id, version)
    order by account.business_id
    for update of account
  ), moved as (
    update storm.accounts account
    set balance = account.balance + locked.amount, version = account.version + 1
    from locked
    where account.business_id = locked.business_id
    returning locked.key
  ), written as (
    insert into storm.entries (business_id, key, leg, amount, acting_business_id)
    select locked.business_id, locked.key, leg.number, locked.amount * leg.factor, locked.business_id
    from locked
    cross join (values (1, 1), (2, 2), (3, -2)) as leg (number, factor)
    returning key
  )
  select key from written group by key`;

const INSERT_LEG = "insert into storm.entries (business_id, key, leg, amount) values ($1, $2, $3, $4)";

const STEP = "update storm.accounts set balance = balance + $2, version = version + 1 where business_id = $1";
