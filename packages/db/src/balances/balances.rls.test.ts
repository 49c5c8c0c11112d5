import { randomUUID } from "node:crypto";
import { grantCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPool, type DatabasePool } from "../connections/pool.ts";
import { createSqlRunner, type SqlRunner } from "../connections/sql-runner.ts";
import { asMember, asMemberAtOnce } from "../tenant.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { readBalance, readBalances, readOwnBalance } from "./read-balance.ts";
import { SharedBalances } from "./shared-balances.ts";

const ALTERNATIONS = Number(process.env["FAREBOX_TENANT_ALTERNATIONS"] ?? 3_000);

let ledger: TestLedger;
let oneConnection: DatabasePool;
let [a, b] = ["", ""];
beforeAll(async () => {
  ledger = await openTestLedger();
  oneConnection = createPool(ledger.database.ownerUrl, { role: "farebox_member", settings: { maxConnections: 1 } });
  [a, b] = [await ledger.newBusiness(), await ledger.newBusiness()];
  for (const businessId of [a, b]) await ledger.submit(businessId, [grantCommand({ grantId: randomUUID(), key: "g" })]);
});
afterAll(async () => {
  await oneConnection.end();
  await ledger.close();
});

const EVERYTHING = "select business_id from token_balances union all select business_id from token_grants";

test("A10: members of two businesses who read their balance on one connection in turn never see the other's", async () => {
  const own = new Map([
    [a, await readBalance(ledger.db.service, a)] as const,
    [b, await readBalance(ledger.db.service, b)] as const,
  ]);
  for (let turn = 0; turn < ALTERNATIONS; turn += 1) {
    const businessId = turn % 2 === 0 ? a : b;
    const read = await readOwnBalance(asMemberAtOnce(oneConnection), businessId);
    expect(read?.grants.map(({ id }) => id)).toEqual(own.get(businessId)?.grants.map(({ id }) => id));
    // The setting went with the statement, also on the connection that made it.
    if (turn % 11 === 0) expect(await createSqlRunner(oneConnection).query("all", EVERYTHING, [])).toEqual([]);
  }
}, 120_000);

test("A09 A12: a member's statement that does not name the business sees no balance, and what is not an id is refused", async () => {
  expect((await readBalances(createSqlRunner(oneConnection), [a, b])).size).toBe(0);
  await expect(readOwnBalance(asMemberAtOnce(oneConnection), `${a}' or true --`)).rejects.toMatchObject({
    sqlState: "22P02",
  });
  expect(await readOwnBalance(asMemberAtOnce(oneConnection), randomUUID())).toBeNull();
});

test("a member's balance read at once says what it says inside a transaction of theirs", async () => {
  const { now: _, ...inTransaction } = (await asMember(oneConnection, a, (sql) => readBalance(sql, a))) ?? { now: 0 };
  expect(await readOwnBalance(asMemberAtOnce(oneConnection), a)).toMatchObject(inTransaction);
});

test("balances that many ask for at once are read by few statements, each asker's own, and nobody suffers for a wrong id", async () => {
  let statements = 0;
  const counting: SqlRunner = {
    query: (...query) => {
      statements += 1;
      return ledger.db.ledger.query(...query);
    },
  };
  const balances = new SharedBalances(counting);
  const missing = randomUUID();
  const asked = Array.from({ length: 300 }, (_, index) => [a, b, missing][index % 3] ?? a);
  const read = await Promise.all(asked.map((businessId) => balances.read(businessId)));
  expect(statements).toBe(1);
  for (const [index, row] of read.entries()) {
    const grants =
      asked[index] === missing ? undefined : [(await readBalance(ledger.db.service, asked[index] ?? a))?.grants[0]?.id];
    expect(row?.grants.map(({ id }) => id)).toEqual(grants);
  }
  const [right, wrong] = await Promise.allSettled([balances.read(a), balances.read("no id")]);
  expect([right?.status, wrong?.status]).toEqual(["fulfilled", "rejected"]);
});
