import { createTestDatabase, type TestDatabase } from "@farebox/db/testing";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDatabase } from "./start-database.ts";
import { StartRefused } from "./start-refused.ts";
import { createStopStack } from "./stop-stack.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("a database that another version migrated is refused in words, without a stack", async () => {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  await client.query("update farebox_migrations.applied_files set checksum = 'of another text'");
  await client.end();
  const terminal = { step: () => {}, block: () => {}, demo: () => {}, problem: () => {} };
  const settings = { home: "", readyFiles: [], isDemoWanted: false, isEmbedded: false, isDevelopment: false };
  const start = startDatabase({ settings, givenUrl: database.ownerUrl, terminal, stops: createStopStack() });
  const refusal = await start.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StartRefused);
  expect((refusal as Error).message).toMatch(
    /^The database was made by another version of Farebox: .*\.sql was changed/,
  );
  expect((refusal as Error).message).not.toContain("\n");
});
