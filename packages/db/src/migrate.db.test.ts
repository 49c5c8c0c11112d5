import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MigrationChanged, migrate } from "./migrate.ts";
import { createTestDatabase, type TestDatabase } from "./testing/create-test-database.ts";
import { quietClient } from "./testing/quiet-client.ts";

let database: TestDatabase;
let client: pg.Client;
let directory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  client = quietClient(database.ownerUrl);
  await client.connect();
  directory = await mkdtemp(join(tmpdir(), "farebox-migrations-"));
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(directory, { recursive: true });
});

const write = (name: string, text: string) => writeFile(join(directory, name), text);
const run = () => migrate({ ownerUrl: database.ownerUrl, directory });

async function rowsOf(text: string): Promise<unknown[]> {
  return (await client.query(text)).rows;
}

test("a migrated database has nothing left to apply", async () => {
  expect(await migrate({ ownerUrl: database.ownerUrl })).toEqual({ applied: [] });
});

test("O03 two hosts that migrate at once apply each file once, in order", async () => {
  await write("2_second.sql", "insert into steps values (2)");
  await write("1_first.sql", "create table steps (number int); insert into steps values (1)");
  const results = await Promise.all([run(), run(), run()]);
  expect(results.flatMap(({ applied }) => applied).sort()).toEqual(["1_first.sql", "2_second.sql"]);
  expect(await rowsOf("select number from steps")).toEqual([{ number: 1 }, { number: 2 }]);
});

test("O03 a migration that dies half-way leaves nothing of its file and goes on where it was", async () => {
  await write("1_first.sql", "create table steps (number int)");
  await write("2_second.sql", "insert into steps values (2); select 1 / 0");
  await expect(run()).rejects.toMatchObject({ code: "22012" });
  expect(await rowsOf("select number from steps")).toEqual([]);
  await write("2_second.sql", "insert into steps values (2)");
  expect(await run()).toEqual({ applied: ["2_second.sql"] });
});

test("a released file that was edited is refused by name", async () => {
  await write("1_first.sql", "create table steps (number int)");
  await run();
  await write("1_first.sql", "create table steps (number bigint)");
  await expect(run()).rejects.toBeInstanceOf(MigrationChanged);
  await expect(run()).rejects.toThrow("1_first.sql");
});

test("O01 a table that somebody holds is tried again instead of queueing everybody behind the migration", async () => {
  await write("1_first.sql", "create table steps (number int)");
  await run();
  await write("2_second.sql", "alter table steps add column more int");
  await client.query("begin");
  await client.query("lock table steps in share mode");
  const migrating = run();
  const waiting =
    "select from pg_stat_activity where application_name = 'farebox migrate' and wait_event_type = 'Lock'";
  const observer = quietClient(database.superuserUrl);
  await observer.connect();
  while ((await observer.query(waiting)).rowCount === 0);
  // It gave up at least once: its wait ended although the table is still held.
  while ((await observer.query(waiting)).rowCount !== 0);
  await client.query("commit");
  expect(await migrating).toEqual({ applied: ["2_second.sql"] });
  await observer.end();
});

test("a file that Supabase's own tool pushed counts as applied", async () => {
  await write("20990101000001_pushed.sql", "create table steps (number int)");
  await client.query("create schema supabase_migrations");
  await client.query("create table supabase_migrations.schema_migrations (version text primary key)");
  await client.query("insert into supabase_migrations.schema_migrations values ('20990101000001')");
  expect(await run()).toEqual({ applied: [] });
});

test("O04 an older release starts on a newer schema", async () => {
  await write("1_first.sql", "create table steps (number int)");
  await write("2_second.sql", "alter table steps add column more int");
  await run();
  await rm(join(directory, "2_second.sql"));
  expect(await run()).toEqual({ applied: [] });
});
