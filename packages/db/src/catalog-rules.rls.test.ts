import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quietClient } from "./testing/quiet-client.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
let client: pg.Client;
beforeAll(async () => {
  ledger = await openTestLedger();
  client = quietClient(ledger.database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await ledger.close();
});

/** A query that lists what breaks a rule. */
async function breaking(statement: string): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>(statement);
  return rows.map(({ what }) => what);
}

/** Asked before a business is known, so keyed by their own id, and read by the service only. */
const DIRECTORIES = [
  "api_keys",
  "auth_accounts",
  "dead_jobs",
  "provider_customers",
  "provider_events",
  "provider_facts",
  "provider_prices",
  "sessions",
  "trial_claims",
  "users",
  "verifications",
];
const CATALOGUE = [
  "catalogue_epoch",
  "job_state",
  "rate_cards",
  "sandbox_clock",
  "subscription_plans",
  "token_packages",
  "token_rates",
];

test("A13 I14 row security is enabled and forced on every table, with a policy of the owner and of the service", async () => {
  expect(
    await breaking(`
    select relname as what from pg_class class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity
        and exists (select from pg_policies where schemaname = 'public' and tablename = relname and policyname = 'owner_sees_all')
        and exists (select from pg_policies where schemaname = 'public' and tablename = relname and policyname = 'service_sees_all'))`),
  ).toEqual([]);
});

test("I14 every table of a business says which, and must", async () => {
  expect(
    await breaking(`
    select relname as what from pg_class class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and relname <> 'businesses'
      and not relname::text = any (array[${[...DIRECTORIES, ...CATALOGUE].map((name) => `'${name}'`).join(", ")}])
      and not exists (select from pg_attribute where attrelid = class.oid and attname = 'business_id' and attnotnull)`),
  ).toEqual([]);
});

test("A17 I17 unique keys on tables of a business begin with the business", async () => {
  const exceptions = ["invitations_id_unique", "businesses_pkey", "businesses_slug_unique"];
  expect(
    await breaking(`
    select indexed.relname as what
    from pg_index index
    join pg_class indexed on indexed.oid = index.indexrelid
    join pg_class class on class.oid = index.indrelid
    where class.relnamespace = 'public'::regnamespace
      and index.indisunique
      and not class.relname::text = any (array[${[...DIRECTORIES, ...CATALOGUE].map((name) => `'${name}'`).join(", ")}])
      and not indexed.relname::text = any (array[${exceptions.map((name) => `'${name}'`).join(", ")}])
      and (select attname from pg_attribute where attrelid = class.oid and attnum = index.indkey[0]) <> 'business_id'`),
  ).toEqual([]);
});

test("foreign keys stay within one business", async () => {
  const acrossOnPurpose = [
    "auth_accounts_user",
    "business_subscriptions_pending_plan",
    "business_subscriptions_plan",
    "sessions_user",
    "token_rates_card",
  ];
  expect(
    await breaking(`
    select conname as what
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
      and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'business_id'
    order by conname`),
  ).toEqual(acrossOnPurpose);
});

test("A15 I16 no function runs with its owner's rights, none has a loose search path, and only one can be called", async () => {
  expect(
    await breaking(`
    select proname as what from pg_proc
    where pronamespace in ('public'::regnamespace, 'farebox_setup'::regnamespace)
      and (prosecdef or not coalesce(array_to_string(proconfig, ','), '') like '%search_path=%')`),
  ).toEqual([]);
  expect(
    await breaking(`
    select proname as what from pg_proc
    where pronamespace in ('public'::regnamespace, 'farebox_setup'::regnamespace)
      and (has_function_privilege('farebox_service', oid, 'execute') or has_function_privilege('farebox_member', oid, 'execute'))`),
  ).toEqual(["raise_torn_commit"]);
});

test("A15 a view would have to read with the rights of who asks", async () => {
  expect(
    await breaking(`
    select relname as what from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(array_to_string(reloptions, ','), '') like '%security_invoker=true%'`),
  ).toEqual([]);
});

test("A16 a policy that lets write also checks what is written", async () => {
  expect(
    await breaking(`
    select tablename || ' ' || policyname as what from pg_policies
    where schemaname = 'public' and cmd <> 'SELECT' and with_check is null`),
  ).toEqual([]);
});

test("I15 the roles we work as are no superusers, do not bypass row security and own nothing", async () => {
  expect(
    await breaking(`
    select rolname as what from pg_roles
    where rolname in ('farebox_service', 'farebox_member')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcanlogin or exists (select from pg_class where relowner = pg_roles.oid))`),
  ).toEqual([]);
});

test("no trigger of ours runs on the path of a charge, only where businesses begin and settings and prices change", async () => {
  // 4 is insert, 8 delete, 16 update.
  expect(
    await breaking(`
    select tgrelid::regclass || case when tgtype & 24 = 0 then ' begins' else '' end as what
    from pg_trigger where not tgisinternal order by 1`),
  ).toEqual(["alert_rules", "business_caps", "businesses", "rate_cards", "token_balances begins", "token_rates"]);
});

test("every table and every amount column is explained or named by its unit", async () => {
  expect(
    await breaking(`
    select relname as what from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and obj_description(oid, 'pg_class') is null`),
  ).toEqual([]);
});
