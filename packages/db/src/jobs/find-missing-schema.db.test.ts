import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../open-database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/create-test-database.ts";
import { quietClient } from "../testing/quiet-client.ts";
import { findMissingSchema } from "./find-missing-schema.ts";

let database: TestDatabase;
let db: Database;
let client: ReturnType<typeof quietClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.ownerUrl });
  client = quietClient(database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await db.close();
  await database.drop();
});

test("a database that was brought up to date has all that is known", async () => {
  expect(await findMissingSchema(db.service)).toBeNull();
});

test("a table or a column that a migration would bring is missed", async () => {
  await client.query("alter table business_caps rename column limit_micro to old_micro");
  expect(await findMissingSchema(db.service)).toBe("business_caps.limit_micro");
  await client.query("alter table business_caps rename column old_micro to limit_micro");
  await client.query("drop table job_state");
  expect(await findMissingSchema(db.service)).toMatch(/^job_state\./);
});
