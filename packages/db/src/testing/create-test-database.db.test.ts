import { afterEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./create-test-database.ts";
import { quietClient } from "./quiet-client.ts";

const made: TestDatabase[] = [];

afterEach(async () => {
  for (const database of made.splice(0)) await database.drop();
});

test("a test database is migrated, empty and the owner's", async () => {
  const { ownerUrl, name } = await make();
  const [row] = await query(
    ownerUrl,
    `select current_database() as name, count(*)::int as businesses, pg_get_userbyid(datdba) = current_user as is_owner
     from businesses right join pg_database on datname = current_database() group by datdba`,
  );
  expect(row).toMatchObject({ name, is_owner: true });
});

test("what one test database holds another never sees", async () => {
  const [first, second] = await Promise.all([make(), make()]);
  await query(first.ownerUrl, "create table seen_by_one (id int)");
  await expect(query(second.ownerUrl, "select from seen_by_one")).rejects.toThrow(/does not exist/u);
});

async function make(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  made.push(database);
  return database;
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = quietClient(connectionString);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
