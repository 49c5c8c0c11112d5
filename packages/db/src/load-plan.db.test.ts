import { randomUUID } from "node:crypto";
import { grantCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { KeptAccounts } from "./kept-accounts.ts";
import { loadAccounts } from "./load-accounts.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

/** The plan with which a load of these businesses really ran. */
async function planOf(businessIds: readonly string[], kept: KeptAccounts | null): Promise<string> {
  let plan = "";
  const explaining: SqlRunner = {
    query: async (name, text, parameters) => {
      const explained = await ledger.db.ledger.query<{ "QUERY PLAN": string }>(
        "explain",
        `explain (analyze, timing off, summary off) ${text}`,
        parameters,
      );
      plan = explained.map((row) => row["QUERY PLAN"]).join("\n");
      return ledger.db.ledger.query(name, text, parameters);
    },
  };
  const requests = businessIds.map((businessId) => ({
    businessId,
    commands: [recordUsageCommand({ key: randomUUID() })],
  }));
  await loadAccounts(explaining, requests, kept);
  return plan;
}

test("a load reaches every row by an index, one business or many, and brings nothing of an account that stands as it is kept", async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, () => ledger.newBusiness()));
  for (const businessId of ids) await ledger.submit(businessId, [grantCommand({ grantId: randomUUID(), key: "g" })]);
  const kept = new KeptAccounts(100);
  for (const businesses of [ids.slice(0, 1), ids]) {
    const whole = await planOf(businesses, null);
    expect(whole.match(/Seq Scan on (?!sandbox_clock|catalogue_epoch|subscription_plans)\w+/g)).toBeNull();
    expect(scansOf(whole, "token_grants open")).toEqual([`loops=${businesses.length}`]);
    await planOf(businesses, kept);
    expect(scansOf(await planOf(businesses, kept), "token_grants open")).toEqual(["never executed"]);
  }
});

test("an account that somebody else wrote since it was kept is brought again", async () => {
  const businessId = await ledger.newBusiness();
  const kept = new KeptAccounts(100);
  await planOf([businessId], kept);
  await ledger.submit(businessId, [grantCommand({ grantId: randomUUID(), key: "later" })]);
  expect(scansOf(await planOf([businessId], kept), "token_grants open")).toEqual(["loops=1"]);
});

test("at most so many accounts are kept, those used last", async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, () => ledger.newBusiness()));
  const kept = new KeptAccounts(2);
  const { accounts } = await loadAccounts(
    ledger.db.ledger,
    ids.map((businessId) => ({ businessId, commands: [] })),
    kept,
  );
  const epoch = [...accounts.values()][0]?.epoch ?? null;
  expect(ids.map((businessId) => kept.find(businessId, epoch) !== null).filter(Boolean)).toHaveLength(2);
  expect(ids.map((businessId) => kept.find(businessId, randomUUID()))).toEqual([null, null, null]);
});

function scansOf(plan: string, table: string): string[] {
  return plan
    .split("\n")
    .filter((line) => line.includes(` on ${table} `))
    .map((line) => /loops=\d+|never executed/.exec(line)?.[0] ?? line);
}
