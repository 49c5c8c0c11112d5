import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { startTestCluster, type TestCluster } from "./testing/cluster.ts";
import { quietClient } from "./testing/quiet-client.ts";
import { type CatalogTable, inSession, listTables, reachOf } from "./testing/reach-of-session.ts";
import { inDatabase } from "./testing/template.ts";
import { ledgerOf, type TestLedger } from "./testing/test-ledger.ts";
import { fillTwoBusinesses } from "./testing/two-businesses.ts";

// A server of its own, because roles belong to the whole server and these change what a migration finds.
let cluster: TestCluster;
let ledger: TestLedger;
let client: pg.Client;
let tables: readonly CatalogTable[];
let own: string;
const DATABASE = "like_supabase";

beforeAll(async () => {
  cluster = await startTestCluster({ isDurable: false });
  const admin = quietClient(cluster.superuserUrl);
  await admin.connect();
  await admin.query(SUPABASE_ROLES);
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE} owner supabase_postgres`);
  await admin.end();
  const superuserUrl = inDatabase(cluster.superuserUrl, DATABASE);
  client = quietClient(superuserUrl);
  await client.connect();
  await client.query(SUPABASE_DEFAULT_PRIVILEGES);
  const ownerUrl = loginAs(superuserUrl, "supabase_postgres", "supabase");
  await migrate({ ownerUrl });
  ledger = await ledgerOf({ name: DATABASE, ownerUrl, superuserUrl, drop: async () => undefined });
  ({ own } = await fillTwoBusinesses(ledger));
  tables = await listTables(client);
});
afterAll(async () => {
  await client.end();
  await ledger.close();
  await cluster.stop();
});

// As a new Supabase project has them. Its `postgres` is not a superuser; here that name is taken by the real one.
const SUPABASE_ROLES = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'supabase_admin', 'supabase_postgres'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
  end loop;
end
$$;
alter role anon nologin noinherit;
alter role authenticated nologin noinherit;
alter role service_role nologin noinherit bypassrls;
alter role supabase_admin superuser;
alter role supabase_postgres login createdb createrole replication bypassrls nosuperuser password 'supabase';
grant anon, authenticated, service_role to supabase_postgres with admin option;
do $$
begin
  -- Where the roles of the product are there already, whoever made them let the project's login use them.
  if exists (select from pg_roles where rolname = 'farebox_owner') then
    grant farebox_owner to supabase_postgres with admin option;
  end if;
end
$$;
`;

const SUPABASE_DEFAULT_PRIVILEGES = `
grant usage on schema public to anon, authenticated, service_role;
alter default privileges for role supabase_postgres in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role supabase_postgres in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role farebox_owner in schema public grant all on tables to anon, authenticated, service_role;
`;

function loginAs(serverUrl: string, user: string, password: string): string {
  const url = new URL(serverUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

const claims = (businessId: string) => ({
  "request.jwt.claims": JSON.stringify({ role: "authenticated", business_id: businessId }),
});

test("anon reads and writes nothing", async () => {
  for (const table of tables) {
    const reach = await inSession(client, { role: "anon" }, () => reachOf(client, table, own));
    expect({ table: table.name, ...reach }).toEqual({ table: table.name, rows: null, foreignRows: 0, writes: [] });
  }
});

test("authenticated reads only the business of its claims and writes nothing", async () => {
  let seen = 0;
  for (const table of tables) {
    const reach = await inSession(client, { role: "authenticated", settings: claims(own) }, () =>
      reachOf(client, table, own),
    );
    expect({ table: table.name, ...reach }).toMatchObject({ table: table.name, foreignRows: 0, writes: [] });
    seen += reach.rows ?? 0;
  }
  expect(seen).toBeGreaterThan(20);
});

test("authenticated without a business in its claims reads no row of any", async () => {
  for (const settings of [
    {},
    { "request.jwt.claims": "" },
    { "request.jwt.claims": "{}" },
    { "app.business_id": own },
  ]) {
    for (const name of [
      "businesses",
      "token_balances",
      "token_grants",
      "token_transactions",
      "usage_tracking",
      "usage_days",
    ]) {
      const rows = await inSession(client, { role: "authenticated", settings }, () =>
        client.query(`select from ${name}`),
      );
      expect(rows.rowCount, name).toBe(0);
    }
  }
});

test("service_role may what the service may, and no more", async () => {
  const { rows } = await client.query(`
    select
      array_agg(privilege order by privilege) filter (where grantee = 'service_role') as theirs,
      array_agg(privilege order by privilege) filter (where grantee = 'farebox_service') as ours
    from (
      select grantee, privilege_type || ' ' || table_name as privilege from information_schema.table_privileges
      where table_schema = 'public'
      union all
      select grantee, privilege_type || ' ' || table_name || '.' || column_name from information_schema.column_privileges
      where table_schema = 'public'
    ) granted`);
  expect(rows[0].theirs.length).toBeGreaterThan(100);
  expect(rows[0].theirs).toEqual(rows[0].ours);
});

test("service_role cannot update, delete or truncate the ledger, although it bypasses row security", async () => {
  for (const statement of [
    "update token_transactions set amount_micro = amount_micro",
    "delete from token_transactions",
    "truncate token_transactions cascade",
  ]) {
    const run = inSession(client, { role: "service_role" }, () => client.query(statement));
    await expect(run, statement).rejects.toMatchObject({ code: "42501" });
  }
});

test("a second run of the migrations changes nothing", async () => {
  expect(await migrate({ ownerUrl: ledger.database.ownerUrl })).toEqual({ applied: [] });
});
