import type { CalendarDay } from "@farebox/billing-core";
import {
  bigintArray,
  booleanArray,
  bytesArray,
  dateArray,
  doubleArray,
  integerArray,
  jsonArray,
  textArray,
  uuidArray,
} from "./binary-array.ts";

/**
 * Rows of one kind as array parameters of a statement. The columns are named once, so that the text of the statement and
 * its parameters cannot come apart.
 */
export type RowSet<Row> = {
  /** `id, key, …` in the order of the columns. */
  readonly columns: string;
  /** `new_line.id, new_line.key, …` */
  readonly qualified: string;
  /** `(select unnest($4::integer[]) as account, unnest($5::uuid[]) as id, …) as new_line` */
  readonly source: string;
  /** Where the parameters of the next row set begin. */
  readonly nextParameter: number;
  /** One array for each column. */
  toParameters(accounts: readonly number[], rows: readonly Row[]): Buffer[];
};

/** Rows of a set, each with the place of its account among those of the batch: the account's row says which business that is. */
export class RowsOf<Row> {
  readonly #set: RowSet<Row>;
  readonly #accounts: number[] = [];
  readonly #rows: Row[] = [];

  constructor(set: RowSet<Row>) {
    this.#set = set;
  }

  get length(): number {
    return this.#rows.length;
  }

  push(account: number, row: Row): void {
    this.#accounts.push(account);
    this.#rows.push(row);
  }

  toParameters(): Buffer[] {
    return this.#set.toParameters(this.#accounts, this.#rows);
  }
}

/** Column name → its type and how to read the value from a row. */
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

export type Column<Row> =
  | readonly [type: "uuid" | "text" | "jsonb", value: (row: Row) => string | null]
  | readonly [type: "bigint", value: (row: Row) => bigint | number | null]
  | readonly [type: "integer" | "instant", value: (row: Row) => number | null]
  | readonly [type: "boolean", value: (row: Row) => boolean | null]
  | readonly [type: "date", value: (row: Row) => CalendarDay | null]
  | readonly [type: "bytes", value: (row: Row) => Uint8Array];

/** `alias` names the rows inside the statement, `firstParameter` counts from 1. */
export function rowSet<Row>(alias: string, firstParameter: number, columns: Columns<Row>): RowSet<Row> {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const items = values.map(([type], index) => `${unnest(type, firstParameter + 1 + index)} as ${names[index]}`);
  return {
    columns: names.join(", "),
    qualified: names.map((name) => `${alias}.${name}`).join(", "),
    source: `(select unnest($${firstParameter}::integer[]) as account, ${items.join(", ")}) as ${alias}`,
    nextParameter: firstParameter + 1 + names.length,
    toParameters: (accounts, rows) => [integerArray(accounts), ...values.map((column) => toParameter(column, rows))],
  };
}

// Side by side in one select: a function for each column in `from` keeps the items of each once more, and its rows.
function unnest(type: Column<never>[0], parameter: number): string {
  // A number is read several times faster than a time of day with its zone.
  if (type === "instant") return `to_timestamp(unnest($${parameter}::float8[]) / 1000)`;
  return `unnest($${parameter}::${type === "bytes" ? "bytea" : type}[])`;
}

function toParameter<Row>([type, value]: Column<Row>, rows: readonly Row[]): Buffer {
  switch (type) {
    case "uuid":
      return uuidArray(rows.map(value));
    case "text":
      return textArray(rows.map(value));
    case "jsonb":
      return jsonArray(rows.map(value));
    case "bigint":
      return bigintArray(rows.map(value));
    case "integer":
      return integerArray(rows.map(value));
    case "instant":
      return doubleArray(rows.map(value));
    case "boolean":
      return booleanArray(rows.map(value));
    case "date":
      return dateArray(rows.map(value));
    case "bytes":
      return bytesArray(rows.map(value));
  }
}

/** The insert of a row set inside the committing statement: only rows of accounts that are guarded, as their business's. */
export function insertGuarded(table: string, rows: RowSet<never>, more: MoreOfInsert = {}): string {
  return `
  insert into ${table} (business_id, ${rows.columns})
  select guarded.business_id, ${rows.qualified}
  from guarded
  join ${rows.source} using (account)
  ${more.condition ?? ""}
  returning ${["business_id", ...(more.returning ?? [])].join(", ")}
`;
}

type MoreOfInsert = { readonly condition?: string; readonly returning?: readonly string[] };

/**
 * Where the row of a key stands, found by one look-up in the table's index (the limit keeps it that). A join is planned once
 * and kept: planned while the tables were small it would read all of them for every commit, ever slower. The place still
 * holds when the row is written: who writes such a row bumps the version first, and the guarded account's has not moved.
 */
export function placeIn(table: string, key: readonly string[], row: string): string {
  const isIts = key.map((column) => `and sought.${column} = ${row}.${column}`).join(" ");
  return `lateral (select sought.ctid as place from ${table} sought where sought.business_id = guarded.business_id ${isIts} limit 1) found`;
}
