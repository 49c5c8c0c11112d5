import type { DatabasePool } from "../connections/pool.ts";
import { createSqlRunner } from "../connections/sql-runner.ts";

/**
 * The smallest ledger that can be damaged: accounts with a version and a balance, and three entries for each key. It has
 * no unique key on purpose, so that nothing but the way the statements travel keeps it whole.
 */
export async function createStormLedger(owner: DatabasePool, businessIds: readonly string[]): Promise<void> {
  const sql = createSqlRunner(owner);
  for (const statement of SCHEMA) await sql.query("schema", statement, []);
  await sql.query("accounts", "insert into storm.accounts (business_id) select unnest($1::uuid[])", [businessIds]);
}

/** One effect: three entries and one step of the account, all or nothing. */
export type Operation = { readonly businessId: string; readonly key: string; readonly amount: bigint };

/** The three entries of an operation; they add up to its amount. */
export function toLegs(operation: Operation): readonly [bigint, bigint, bigint] {
  return [operation.amount, operation.amount * 2n, operation.amount * -2n];
}

export type Damage = {
  /** Keys with fewer or other entries than an effect has, and accounts that disagree with their entries. */
  readonly torn: number;
  /** Entries written while another business, or none, was the transaction's. */
  readonly crossTenant: number;
  readonly lostAcknowledged: number;
  readonly double: number;
};

/** Compares the ledger with what was acknowledged. Every count is zero after any storm that was survived. */
export async function findDamage(owner: DatabasePool, acknowledged: ReadonlyMap<string, Operation>): Promise<Damage> {
  const sql = createSqlRunner(owner);
  const keys = await sql.query<StoredKey>("keys", READ_KEYS, []);
  const stored = new Map(keys.map((row) => [row.key, row]));
  const accounts = await sql.query("accounts_torn", READ_TORN_ACCOUNTS, []);
  const isTorn = (row: StoredKey) =>
    row.entries % 3n !== 0n || row.legs !== 3n || !isSumRight(row, acknowledged.get(row.key));
  return {
    torn: keys.filter(isTorn).length + accounts.length,
    crossTenant: keys.filter((row) => row.foreignEntries > 0n || row.businesses !== 1n).length,
    lostAcknowledged: [...acknowledged.keys()].filter((key) => !stored.has(key)).length,
    double: keys.filter((row) => row.entries > 3n).length,
  };
}

type StoredKey = {
  readonly key: string;
  readonly entries: bigint;
  readonly legs: bigint;
  readonly businesses: bigint;
  readonly total: bigint;
  readonly foreignEntries: bigint;
};

function isSumRight(row: StoredKey, operation: Operation | undefined): boolean {
  return operation === undefined || row.total === operation.amount * (row.entries / 3n);
}

const SCHEMA = [
  "drop schema if exists storm cascade",
  "create schema storm",
  `create table storm.accounts (
    business_id uuid primary key,
    version bigint not null default 0,
    balance bigint not null default 0
  )`,
  // `acting_business_id` is whoever the surrounding transaction worked for when the row was really written.
  `create table storm.entries (
    business_id uuid not null,
    key text not null,
    leg int not null,
    amount bigint not null,
    acting_business_id uuid default nullif(current_setting('app.business_id', true), '')::uuid
  )`,
  "create index on storm.entries (business_id, key)",
  "grant usage on schema storm to farebox_service",
  "grant select, insert, update on all tables in schema storm to farebox_service",
];

const READ_KEYS = `
  select
    key,
    count(*) as entries,
    count(distinct leg) as legs,
    count(distinct business_id) as businesses,
    sum(amount)::bigint as total,
    count(*) filter (where acting_business_id is distinct from business_id) as "foreignEntries"
  from storm.entries
  group by key`;

const READ_TORN_ACCOUNTS = `
  select account.business_id
  from storm.accounts account
  left join storm.entries entry using (business_id)
  group by account.business_id, account.balance, account.version
  having account.balance <> coalesce(sum(entry.amount), 0)
    or account.version <> count(distinct entry.key)`;
