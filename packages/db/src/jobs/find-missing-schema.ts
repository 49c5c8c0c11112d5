import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import * as schema from "../schema/index.ts";

/**
 * A column this code knows and the database does not have, as `table.column`; null when none is missing. Asked of the
 * catalog and not of a list of migrations, because there are two such lists: ours, and that of `supabase db push`.
 */
export async function findMissingSchema(sql: SqlRunner): Promise<string | null> {
  const rows = await sql.query<{ missing: string }>("missing_schema", FIRST_MISSING, [
    KNOWN.map(({ table }) => table),
    KNOWN.map(({ column }) => column),
  ]);
  return rows[0]?.missing ?? null;
}

const KNOWN: readonly { readonly table: string; readonly column: string }[] = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .flatMap((value) => {
    const { name, columns } = getTableConfig(value);
    return columns.map((column) => ({ table: name, column: column.name }));
  });

const FIRST_MISSING = `
select known.table_name || '.' || known.column_name as missing
from unnest($1::text[], $2::text[]) as known (table_name, column_name)
where not exists (
  select from pg_attribute
  where attrelid = to_regclass('public.' || quote_ident(known.table_name))
    and attname = known.column_name
    and not attisdropped
)
limit 1`;
