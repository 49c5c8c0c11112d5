import { afterAll, beforeAll, expect, test } from "vitest";
import { assertSafeRole } from "../assert-safe-role.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { createPool, type DatabasePool } from "../connections/pool.ts";
import { createSqlRunner } from "../connections/sql-runner.ts";
import { asMember, asService } from "../tenant.ts";
import { type StormServer, startStormServer } from "./storm-server.ts";

const ALTERNATIONS = Number(process.env["FAREBOX_TENANT_ALTERNATIONS"] ?? 3_000);
const A = "00000000-0000-7000-8000-00000000000a";
const B = "00000000-0000-7000-8000-00000000000b";

let server: StormServer;
let member: DatabasePool;
let service: DatabasePool;

beforeAll(async () => {
  server = await startStormServer();
  // One connection, so that every business is served by the one that served the business before.
  member = createPool(server.url, { role: "farebox_member", settings: { maxConnections: 1 } });
  service = createPool(server.url, { role: "farebox_service", settings: { maxConnections: 1 } });
  for (const statement of SCHEMA) await server.operate(statement, []);
  await server.operate("insert into secrets select unnest($1::uuid[])", [[A, B]]);
}, 60_000);
afterAll(async () => {
  await Promise.all([member.end(), service.end()]);
  await server.stop();
});

const SCHEMA = [
  "create table secrets (business_id uuid not null)",
  "alter table secrets enable row level security",
  "alter table secrets force row level security",
  `create policy secrets_member on secrets for select to farebox_member
    using (business_id = nullif(current_setting('app.business_id', true), '')::uuid)`,
  "create policy secrets_service on secrets to farebox_service using (true) with check (true)",
  "grant select, insert on secrets to farebox_service",
  "grant select on secrets to farebox_member",
];
const READ = "select business_id from secrets";

test("A10: one connection that alternates businesses never shows one the other's rows", async () => {
  for (let turn = 0; turn < ALTERNATIONS; turn += 1) {
    const businessId = turn % 2 === 0 ? A : B;
    const read = asMember(member, businessId, async (sql) => {
      const rows = await sql.query("read", READ, []);
      if (turn % 7 === 0) await sql.query("fail", "select 1 / 0", []);
      return rows;
    });
    const rows = turn % 7 === 0 ? await read.catch(() => [{ business_id: businessId }]) : await read;
    expect(rows).toEqual([{ business_id: businessId }]);
    if (turn % 11 === 0) expect(await createSqlRunner(member).query("read", READ, [])).toEqual([]);
  }
}, 120_000);

test("A09 A12: without a business, inside a transaction or outside of one, a member sees nothing and writes nothing", async () => {
  expect(await createSqlRunner(member).query("read", READ, [])).toEqual([]);
  expect(await inTransaction(member, (sql) => sql.query("read", READ, []))).toEqual([]);
  const insert = createSqlRunner(member).query("write", "insert into secrets values ($1)", [A]);
  await expect(insert).rejects.toMatchObject({ sqlState: "42501" });
});

test("A18: what is not an id never becomes the business", async () => {
  const read = asMember(member, `${A}' or true --`, (sql) => sql.query("read", READ, []));
  await expect(read).rejects.toMatchObject({ sqlState: "22P02" });
});

test("a member cannot write even where a right was left open", async () => {
  await server.operate("grant insert on secrets to farebox_member", []);
  const write = asMember(member, A, (sql) => sql.query("write", "insert into secrets values ($1)", [A]));
  await expect(write).rejects.toMatchObject({ sqlState: "25006" });
  await server.operate("revoke insert on secrets from farebox_member", []);
});

test("a pool of one role is not accepted for another, whatever its address says", async () => {
  expect(() => asService(member)).toThrow("farebox_member");
  const disguised = new URL(server.url);
  disguised.searchParams.set("role", "farebox_owner");
  disguised.searchParams.set("application_name", "x -c role=farebox_owner");
  const pool = createPool(disguised.href, { role: "farebox_member" });
  const [session] = await createSqlRunner(pool).query<{ name: string }>("who", "select current_user::text as name", []);
  expect(session?.name).toBe("farebox_member");
  await pool.end();
});

test("A14: a role that could step around row security is named", async () => {
  await assertSafeRole(service);
  await assertSafeRole(member);
  await server.operate("grant farebox_service to farebox_member", []);
  await server.operate("alter role farebox_member bypassrls", []);
  await server.operate("alter table secrets owner to farebox_member", []);
  await expect(assertSafeRole(member)).rejects.toMatchObject({
    problems: ["bypasses row security", "owns tables", "may become the service"],
  });
});
