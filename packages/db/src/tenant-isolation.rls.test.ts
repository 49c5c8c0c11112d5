import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool } from "./connections/pool.ts";
import { asMember } from "./open-database.ts";
import { quietClient } from "./testing/quiet-client.ts";
import { type CatalogTable, inSession, listTables, reachOf } from "./testing/reach-of-session.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { fillTwoBusinesses } from "./testing/two-businesses.ts";

let ledger: TestLedger;
let client: pg.Client;
let tables: readonly CatalogTable[];
let own: string;
let foreign: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  ({ own, foreign } = await fillTwoBusinesses(ledger));
  client = quietClient(ledger.database.superuserUrl);
  await client.connect();
  tables = await listTables(client);
});
afterAll(async () => {
  await client.end();
  await ledger.close();
});

/** What every member may read besides the rows of the business: prices, plans, packages and what the time is. */
const SHARED = new Set([
  "catalogue_epoch",
  "rate_cards",
  "sandbox_clock",
  "subscription_plans",
  "token_packages",
  "token_rates",
]);

const asMemberOf = (businessId: string) => ({ role: "farebox_member", settings: { "app.business_id": businessId } });

test("every table holds rows of another business, so that seeing none means something", async () => {
  for (const table of tables) {
    const { rows } = await client.query(`select count(*)::int as rows from ${table.name}`);
    expect(rows[0].rows, table.name).toBeGreaterThan(0);
    if (table.tenant === null) continue;
    const others = await client.query(`select count(*)::int as rows from ${table.name} where ${table.tenant} = $1`, [
      foreign,
    ]);
    expect(others.rows[0].rows, table.name).toBeGreaterThan(0);
  }
});

describe("a member's session", () => {
  test("reads no row of another business on any table and writes to none", async () => {
    for (const table of tables) {
      const reach = await inSession(client, asMemberOf(own), () => reachOf(client, table, own));
      expect({ table: table.name, ...reach }).toMatchObject({ table: table.name, foreignRows: 0, writes: [] });
      if (table.tenant === null && !SHARED.has(table.name)) expect(reach.rows, table.name).toBeNull();
    }
  });

  test("does not see another business's prices", async () => {
    const seen = await inSession(client, asMemberOf(own), () =>
      client.query("select count(*)::int as rates from token_rates where service = 'fax'"),
    );
    expect(seen.rows[0].rates).toBe(1);
  });

  test("reads nothing of people, sessions, keys and claims", async () => {
    const closed = [
      "users",
      "sessions",
      "auth_accounts",
      "verifications",
      "api_keys",
      "idempotency_keys",
      "invitations",
      "members",
      "provider_facts",
      "trial_claims",
    ];
    for (const name of closed) {
      const table = tables.find((candidate) => candidate.name === name);
      if (table === undefined) throw new Error(`no table ${name}`);
      const reach = await inSession(client, asMemberOf(own), () => reachOf(client, table, own));
      expect(reach.rows, name).toBeNull();
    }
  });
});

test("A09 A12 a forgotten tenant reads no row of any business and writes to none", async () => {
  for (const settings of [{}, { "app.business_id": "" }]) {
    for (const table of tables) {
      const reach = await inSession(client, { role: "farebox_member", settings }, () => reachOf(client, table, own));
      expect(reach.writes, table.name).toEqual([]);
      if (!SHARED.has(table.name)) expect(reach.rows ?? 0, table.name).toBe(0);
    }
    const cards = await inSession(client, { role: "farebox_member", settings }, () =>
      client.query("select count(*)::int as own from rate_cards where business_id is not null"),
    );
    expect(cards.rows[0].own).toBe(0);
  }
});

test("A18 a tenant setting that is no id is an error, never a way around", async () => {
  const seen = inSession(client, asMemberOf("' or true --"), () => client.query("select * from token_balances"));
  await expect(seen).rejects.toMatchObject({ code: "22P02" });
});

test("A10 one connection that alternates between tenants never carries one into the other's read", async () => {
  const memberPool = createPool(ledger.database.ownerUrl, { role: "farebox_member", settings: { maxConnections: 1 } });
  const single = { memberPool };
  for (let round = 0; round < 1_000; round += 1) {
    const businessId = round % 2 === 0 ? own : foreign;
    const rows = await asMember(single, businessId, (sql) =>
      sql.query<{ business_id: string }>("seen", "select distinct business_id from token_transactions", []),
    );
    expect(rows).toEqual([{ business_id: businessId }]);
  }
  const nobody = await asMember(single, randomUUID(), (sql) => sql.query("seen", "select from token_balances", []));
  expect(nobody).toEqual([]);
  await memberPool.end();
});
