type Column = readonly [name: string, type: string];

const COLUMNS = {
  balance: [
    ["business_id", "uuid"],
    ["last_seq", "bigint"],
    ["total", "bigint"],
    ["recorded_at", "timestamptz"],
    ["hash", "bytea"],
  ],
  grant: [
    ["business_id", "uuid"],
    ["id", "uuid"],
    ["remaining", "bigint"],
    ["exhausted_at", "timestamptz"],
  ],
  entry: [
    ["business_id", "uuid"],
    ["seq", "bigint"],
    ["run_id", "uuid"],
    ["leg", "integer"],
    ["legs", "integer"],
    ["kind", "text"],
    ["amount_micro", "bigint"],
    ["grant_id", "uuid"],
    ["balance_after_micro", "bigint"],
    ["occurred_at", "timestamptz"],
    ["recorded_at", "timestamptz"],
    ["hash", "bytea"],
  ],
  line: [
    ["business_id", "uuid"],
    ["id", "uuid"],
    ["key", "text"],
    ["service", "text"],
    ["quantity", "bigint"],
    ["occurred_at", "timestamptz"],
    ["recorded_at", "timestamptz"],
    ["agent_id", "text"],
    ["rate_card_id", "uuid"],
    ["rate_version", "integer"],
    ["charged_micro", "bigint"],
    ["balance_after_micro", "bigint"],
  ],
  key: [
    ["business_id", "uuid"],
    ["scope", "text"],
    ["key_digest", "bytea"],
    ["subject_kind", "text"],
    ["subject_id", "uuid"],
    ["recorded_at", "timestamptz"],
  ],
  quarter: [
    ["business_id", "uuid"],
    ["quarter_start", "timestamptz"],
    ["service", "text"],
    ["events", "bigint"],
    ["quantity", "bigint"],
    ["charged_micro", "bigint"],
  ],
  day: [
    ["business_id", "uuid"],
    ["day", "date"],
    ["service", "text"],
    ["agent_id", "text"],
    ["events", "bigint"],
    ["quantity", "bigint"],
    ["charged_micro", "bigint"],
  ],
  charged: [
    ["business_id", "uuid"],
    ["day", "date"],
    ["agent_id", "text"],
    ["charged_micro", "bigint"],
  ],
} as const satisfies Record<string, readonly Column[]>;

export type BatchTable = keyof typeof COLUMNS;
export type BatchRows = { readonly [Table in BatchTable]: readonly (readonly (string | number | bigint | null)[])[] };

/** One array for each column, as the text Postgres reads, so that nothing is left to be converted while it is sent. */
export function toArrays(rows: BatchRows): string[] {
  return TABLES.flatMap((table) =>
    COLUMNS[table].map((_, column) => toArray(rows[table].map((row) => row[column] ?? null))),
  );
}

function toArray(values: readonly (string | number | bigint | null)[]): string {
  return `{${values.map((value) => (value === null ? "null" : `"${String(value).replaceAll("\\", "\\\\")}"`)).join(",")}}`;
}

const TABLES = Object.keys(COLUMNS) as BatchTable[];

function source(table: BatchTable): string {
  const before = TABLES.slice(0, TABLES.indexOf(table)).reduce((count, one) => count + COLUMNS[one].length, 0);
  const arrays = COLUMNS[table].map(([, type], index) => `$${before + index + 1}::${type}[]`);
  return `unnest(${arrays.join(", ")}) as given (${names(table)})`;
}

function names(table: BatchTable): string {
  return COLUMNS[table].map(([name]) => name).join(", ");
}

function insert(table: BatchTable, into: string): string {
  return `insert into ${into} (${names(table)}) select * from ${source(table)}`;
}

function upsert(table: BatchTable, into: string, key: string, sums: readonly string[]): string {
  const set = sums.map((sum) => `${sum} = kept.${sum} + excluded.${sum}`).join(", ");
  return `insert into ${into} as kept (${names(table)}) select * from ${source(table)} on conflict (${key}) do update set ${set}`;
}

const SUMS = ["events", "quantity", "charged_micro"];

/** Every row of a batch of events, whatever they are: nothing is read, compared or decided. */
export const WRITE_BATCH = `
with
balances as (
  update token_balances balance
  set version = balance.version + 1, last_seq = given.last_seq, ledger_total_micro = given.total,
    last_recorded_at = given.recorded_at, last_hash = given.hash, updated_at = clock_timestamp()
  from ${source("balance")}
  where balance.business_id = given.business_id
),
grants as (
  update token_grants owned
  set remaining_micro = given.remaining, exhausted_at = given.exhausted_at
  from ${source("grant")}
  where owned.business_id = given.business_id and owned.id = given.id
),
entries as (${insert("entry", "token_transactions")}),
lines as (${insert("line", "usage_tracking")}),
keys as (${insert("key", "idempotency_keys")}),
quarters as (${upsert("quarter", "usage_quarter_hours", "business_id, quarter_start, service", SUMS)}),
days as (${upsert("day", "usage_days", "business_id, day, service, agent_id", SUMS)}),
charged as (${upsert("charged", "charged_days", "business_id, day, agent_id", ["charged_micro"])})
select`;
