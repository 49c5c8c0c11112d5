import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { quietClient } from "./testing/quiet-client.ts";
import { type CatalogTable, listTables } from "./testing/reach-of-session.ts";
import { STATEMENTS_OF_A_BUSINESS } from "./testing/statements-of-a-business.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { fillTwoBusinesses } from "./testing/two-businesses.ts";

let ledger: TestLedger;
let client: pg.Client;
let tenantTables: readonly CatalogTable[];
let own: string;
let foreign: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  ({ own, foreign } = await fillTwoBusinesses(ledger));
  client = quietClient(ledger.database.superuserUrl);
  await client.connect();
  tenantTables = (await listTables(client)).filter(({ tenant }) => tenant !== null);
});
afterAll(async () => {
  await client.end();
  await ledger.close();
});

/** Statements that are not about one business, each for a reason. */
const NOT_OF_A_BUSINESS: Readonly<Record<string, string>> = {
  behind_roll_ups: "lists businesses to be looked at, for a job",
  expiring_grants: "lists businesses to be told, for a job",
  used_days: "lists businesses to be looked at, for a job",
  runway_businesses: "lists businesses to be looked at, for a job",
  accounts_elsewhere: "of a person",
  acknowledge_inversions: "catalogue",
  advance_sandbox_clock: "money time is of the installation",
  advance_sandbox_clock_to: "money time is of the installation",
  all_rate_cards: "verification",
  api_keys_by_hash: "asked before a business is known",
  api_keys_of_installation: "of no business",
  business_of_customer: "asked before a business is known",
  businesses_of_customers: "asked before a business is known",
  claim_deliveries: "names deliveries to the workers",
  claim_provider_events: "asked before a business is known",
  claim_trial: "of a person",
  count_dead_jobs: "of the installation",
  count_looked: "verification",
  current_price: "catalogue",
  database_time: "touches no table",
  delivery_lag: "of the installation",
  due_businesses: "names businesses to the sweep",
  due_limits: "names businesses to the sweep",
  due_notices: "of the installation",
  due_token_months: "names businesses to the sweep",
  fail_provider_event: "asked before a business is known",
  find_purchase: "asked before a business is known: a payment names the purchase",
  finish_provider_event: "asked before a business is known",
  granted_facts: "facts are one across all businesses",
  insert_business: "makes the business",
  insert_customer: "of the directory of customers",
  insert_price: "catalogue",
  insert_provider_event: "asked before a business is known",
  insert_token_person: "of a person",
  invitation_by_id: "asked before a business is known: the mailed id is the secret",
  is_way_closed: "of the installation",
  knows_time_zone: "touches no table",
  discard_dead_job: "of the operator",
  list_dead_jobs: "of the operator",
  note_dead_job: "of the installation",
  note_recovered_job: "of the installation",
  read_dead_job: "of the operator",
  remove_old_dead_jobs: "of the installation",
  remove_old_deliveries: "of the installation",
  retry_dead_job: "of the operator",
  language_of_address: "of a person",
  languages_of_person: "of a person",
  list_offers: "catalogue",
  list_packages: "catalogue",
  list_plans: "catalogue",
  list_prices: "catalogue",
  list_provider_events: "of the operator",
  lock_balances: "locks the businesses it is given",
  lock_invitation: "asked before a business is known: the mailed id is the secret",
  mark_customer_deleted: "asked before a business is known",
  memberships: "of a person",
  missing_schema: "of the catalog",
  money_time: "money time is of the installation",
  notify_balances: "touches no table",
  notify_inbox: "touches no table",
  person_by_account: "of a person",
  phases_of_returns: "compares the provider with all books",
  prove_sight: "verification",
  provider_event: "of the operator",
  provider_lag: "of the installation",
  read_prices: "catalogue",
  remove_ended_sign_ins: "of people",
  replay_provider_event: "of the operator",
  retire_price: "catalogue",
  retire_prices: "catalogue",
  role_facts: "of a role",
  set_languages_of_person: "of a person",
  set_business: "touches no table",
  stale_purchases: "names purchases to the sweep",
  subscriptions_by_id: "compares the provider with all books",
  take_next_business: "verification",
  top_up_candidates: "names businesses to the sweep",
  touch_api_keys: "by ids of keys that were just found by their hash",
  waiting_notices: "names notices to the relay",
  walk_entries: "verification",
  walk_holds: "verification",
  walk_lines: "verification",
};

/** The service's runner, which remembers what it was asked. */
const asked = new Set<string>();
const remembering = (): SqlRunner => ({
  query: (name, text, parameters) => {
    asked.add(name);
    return ledger.db.service.query(name, text, parameters);
  },
});

/** Every id of the other business, of whatever it is. */
async function foreignIds(): Promise<string[]> {
  const ids = [foreign];
  for (const table of tenantTables.filter(({ columns }) => columns.includes("id"))) {
    const { rows } = await client.query<{ id: string }>(
      `select id::text from ${table.name} where ${table.tenant} = $1`,
      [foreign],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return [...new Set(ids)];
}

/** One digest over every row of the other business on every table. */
async function foreignState(): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const { name, tenant } of tenantTables) {
    const { rows } = await client.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(own::text, '|' order by own::text)), '') as state from ${name} own where ${tenant} = $1`,
      [foreign],
    );
    state[name] = rows[0].state;
  }
  return state;
}

test("A17 I10 no statement of a business reads or changes a row of another, whatever ids it is given", async () => {
  const ids = await foreignIds();
  const before = await foreignState();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.entries(STATEMENTS_OF_A_BUSINESS)),
      fc.constantFrom(...ids),
      fc.constantFrom("message-1", "message-2", "late", "welcome", "call-1", "fresh"),
      async ([name, statement], id, key) => {
        const answer = await statement(remembering(), { businessId: own, id, key });
        const told = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
        const leaked = [...ids, "foreign"].filter((secret) => told.includes(secret));
        expect(leaked, name).toEqual([]);
      },
    ),
    { numRuns: 400, endOnFailure: true },
  );
  expect(await foreignState()).toEqual(before);
});

test("every statement in the package is among those, or has a reason not to be", async () => {
  for (const statement of Object.values(STATEMENTS_OF_A_BUSINESS)) {
    await statement(remembering(), { businessId: own, id: foreign, key: "fresh" });
  }
  const inSource = new Set<string>();
  for await (const path of glob("**/*.ts", { cwd: import.meta.dirname })) {
    if (/\.test\.ts$|^(testing|killtest|embedded)\//.test(path)) continue;
    const text = await readFile(join(import.meta.dirname, path), "utf8");
    for (const [, name] of text.matchAll(/(?:query|runSums)(?:<[^(]*>)?\(\s*(?:sql,\s*)?"([a-z_]+)",/g))
      if (name !== undefined) inSource.add(name);
  }
  expect(inSource.size).toBeGreaterThan(30);
  const unknown = [...inSource].filter((name) => !asked.has(name) && NOT_OF_A_BUSINESS[name] === undefined);
  expect(unknown).toEqual([]);
});
