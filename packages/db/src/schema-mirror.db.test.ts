import { is, SQL } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as schema from "./schema/index.ts";
import { createTestDatabase, type TestDatabase } from "./testing/create-test-database.ts";
import { quietClient } from "./testing/quiet-client.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = quietClient(database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const mirrored = Object.values(schema).filter((value) => is(value, PgTable)) as PgTable[];

/** `table.column type null|not null default?` of everything, as text, so that a difference names itself. */
function mirroredColumns(): string[] {
  return mirrored.flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.map((column) => {
      const nullable = column.notNull || column.primary ? "not null" : "null";
      return `${name}.${column.name} ${column.getSQLType()} ${nullable}${column.hasDefault ? " default" : ""}`;
    });
  });
}

function mirroredKeys(): string[] {
  return mirrored.flatMap((table) => {
    const { name, columns, primaryKeys, uniqueConstraints, foreignKeys } = getTableConfig(table);
    const single = columns.filter((column) => column.primary).map((column) => `${name}_pkey p (${column.name})`);
    return [
      ...single,
      ...primaryKeys.map((key) => `${key.getName()} p (${namesOf(key.columns)})`),
      ...uniqueConstraints.map(
        (key) => `${key.getName()} u (${namesOf(key.columns)})${key.nullsNotDistinct ? " nulls not distinct" : ""}`,
      ),
      ...foreignKeys.map((key) => {
        const { columns: from, foreignColumns, foreignTable } = key.reference();
        return `${key.getName()} f (${namesOf(from)}) → ${getTableConfig(foreignTable).name} (${namesOf(foreignColumns)})${key.onDelete === "cascade" ? " cascade" : ""}`;
      }),
    ];
  });
}

function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(", ");
}

async function textsOf(statement: string): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(statement);
  return rows.map(({ text }) => text);
}

test("the mirror has every table and column of the catalog, of the same type, nullability and default", async () => {
  const inCatalog = await textsOf(`
    select format('%s.%s %s %s%s', class.relname, attname,
      format_type(coalesce(nullif(type.typbasetype, 0), atttypid), atttypmod),
      case when attnotnull then 'not null' else 'null' end, case when atthasdef then ' default' end) as text
    from pg_attribute
    join pg_class class on class.oid = attrelid
    join pg_type type on type.oid = atttypid
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p') and attnum > 0 and not attisdropped`);
  const inMirror = mirroredColumns().map((text) => text.replace("timestamp (3)", "timestamp(3)"));
  expect(inMirror.sort()).toEqual(inCatalog.sort());
});

test("the mirror has every primary, unique and foreign key of the catalog", async () => {
  const inCatalog = await textsOf(`
    select format('%s %s (%s)%s%s%s', conname, contype,
      (select string_agg(attname, ', ' order by place) from unnest(conkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = conrelid and attnum = key.number),
      case when contype = 'f' then format(' → %s (%s)', confrelid::regclass,
        (select string_agg(attname, ', ' order by place) from unnest(confkey) with ordinality as key (number, place)
          join pg_attribute on attrelid = confrelid and attnum = key.number)) end,
      case when contype = 'u' and (select indnullsnotdistinct from pg_index where indexrelid = conindid) then ' nulls not distinct' end,
      case when confdeltype = 'c' then ' cascade' end) as text
    from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f') and conrelid <> 0`);
  expect(mirroredKeys().sort()).toEqual(inCatalog.sort());
});

test("defaults of amounts are written as SQL, because a bigint cannot be serialised", () => {
  for (const table of mirrored) {
    for (const column of getTableConfig(table).columns) {
      if (typeof column.default === "bigint") throw new Error(`${column.name} has a bigint as default`);
      if (column.getSQLType() === "bigint" && column.hasDefault)
        expect(is(column.default, SQL), column.name).toBe(true);
    }
  }
});
