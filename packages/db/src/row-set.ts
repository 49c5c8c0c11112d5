/**
 * Rows of one kind as array parameters of a statement. The columns are named once, so that the text of the statement and
 * its parameters cannot come apart.
 */
export type RowSet<Row> = {
  /** `business_id, id, …` in the order of the columns. */
  readonly columns: string;
  /** `new_line.business_id, new_line.id, …` */
  readonly qualified: string;
  /** `unnest($4::uuid[], …) as new_line (business_id, id, …)` */
  readonly source: string;
  /** Where the parameters of the next row set begin. */
  readonly nextParameter: number;
  /** One array for each column. */
  toParameters(rows: readonly Row[]): unknown[];
};

/** Column name → Postgres type and how to read the value from a row. */
export type Columns<Row> = Readonly<Record<string, readonly [type: string, value: (row: Row) => unknown]>>;

/** `alias` names the rows inside the statement, `firstParameter` counts from 1. */
export function rowSet<Row>(alias: string, firstParameter: number, columns: Columns<Row>): RowSet<Row> {
  const names = Object.keys(columns);
  const types = Object.values(columns).map(([type]) => type);
  const values = Object.values(columns).map(([, value]) => value);
  const arrays = types.map((type, index) => `$${firstParameter + index}::${type}[]`);
  return {
    columns: names.join(", "),
    qualified: names.map((name) => `${alias}.${name}`).join(", "),
    source: `unnest(${arrays.join(", ")}) as ${alias} (${names.join(", ")})`,
    nextParameter: firstParameter + names.length,
    toParameters: (rows) => values.map((value) => rows.map(value)),
  };
}

/** The insert of a row set inside the committing statement: only rows of accounts that are guarded. */
export function insertGuarded(table: string, rows: RowSet<never>): string {
  return `
  insert into ${table} (${rows.columns})
  select ${rows.qualified}
  from guarded
  join ${rows.source} using (business_id)
  returning business_id
`;
}

/**
 * Where the row of a key stands, found by one look-up in the table's index (the limit keeps it that). A join is planned once
 * and kept: planned while the tables were small it would read all of them for every commit, ever slower. The place still
 * holds when the row is written: who writes such a row bumps the version first, and the guarded account's has not moved.
 */
export function placeIn(table: string, key: readonly string[], row: string): string {
  const isIts = key.map((column) => `sought.${column} = ${row}.${column}`).join(" and ");
  return `cross join lateral (select sought.ctid as place from ${table} sought where ${isIts} limit 1) found`;
}
