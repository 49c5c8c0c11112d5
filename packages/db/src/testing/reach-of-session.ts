import type pg from "pg";

/** A table as the catalog has it. `tenant` is an expression for the business of a row; null for tables of no business. */
export type CatalogTable = {
  readonly name: string;
  readonly tenant: string | null;
  readonly columns: readonly string[];
};

/** Every table of ours, read from the catalog, so that a new one cannot be forgotten. */
export async function listTables(client: pg.Client): Promise<readonly CatalogTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select class.relname as name, array_agg(attribute.attname::text order by attribute.attnum) as columns
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relnamespace = 'public'::regnamespace
      and class.relkind in ('r', 'p', 'v', 'm')
    group by class.relname
    order by class.relname`);
  return rows.map(({ name, columns }) => ({ name, columns, tenant: tenantOf(name, columns) }));
}

function tenantOf(name: string, columns: readonly string[]): string | null {
  if (name === "businesses") return "id";
  if (name === "token_rates") return "(select card.business_id from rate_cards card where card.id = rate_card_id)";
  return columns.includes("business_id") ? "business_id" : null;
}

export type Reach = {
  /** Null: the table may not be read at all. */
  readonly rows: number | null;
  readonly foreignRows: number;
  /** Statements that were not refused for want of a right. */
  readonly writes: readonly string[];
};

/** What a session, already in its role and with its settings, can read of a table and write to it. Changes nothing. */
export async function reachOf(client: pg.Client, table: CatalogTable, own: string): Promise<Reach> {
  const [column = ""] = table.columns;
  const read = await attempt(
    client,
    `select count(*)::int as rows, count(*) filter (where ${table.tenant ?? "null"}::text <> $1)::int as foreign
    from ${table.name}`,
    [own],
  );
  const writes: string[] = [];
  for (const [write, statement] of Object.entries({
    insert: `insert into ${table.name} default values`,
    update: `update ${table.name} set ${column} = ${column}`,
    delete: `delete from ${table.name}`,
    truncate: `truncate ${table.name} cascade`,
  })) {
    const result = await attempt(client, statement, []);
    if (result.refused !== "42501") writes.push(write);
  }
  const counts = read.rows?.[0];
  if (counts === undefined) return { rows: null, foreignRows: 0, writes };
  return { rows: Number(counts["rows"]), foreignRows: Number(counts["foreign"]), writes };
}

async function attempt(client: pg.Client, statement: string, parameters: readonly unknown[]) {
  await client.query("savepoint attempt");
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement, [...parameters]);
    return { rows, refused: null };
  } catch (error) {
    return { rows: null, refused: (error as pg.DatabaseError).code ?? "unknown" };
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}

/** Opens a transaction in a role, with settings that end with it, and rolls it back. */
export async function inSession<Result>(
  client: pg.Client,
  { role, settings = {} }: { readonly role: string; readonly settings?: Readonly<Record<string, string>> },
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query("begin");
  try {
    await client.query(`set local role ${role}`);
    for (const [name, value] of Object.entries(settings))
      await client.query("select set_config($1, $2, true)", [name, value]);
    return await work();
  } finally {
    await client.query("rollback");
  }
}
