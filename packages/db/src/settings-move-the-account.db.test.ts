import { randomUUID } from "node:crypto";
import { tokens } from "@farebox/billing-core";
import { grantCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

async function versionOf(businessId: string): Promise<bigint> {
  const [row] = await ledger.db.service.query<{ version: bigint }>(
    "version_of",
    "select version from token_balances where business_id = $1",
    [businessId],
  );
  return row?.version ?? -1n;
}

test.each([
  "time_zone = 'Asia/Kolkata'",
  "overdraft_limit_micro = 5",
  "suspended_at = now()",
  "suspended_at = now(), suspended_reason = 'unpaid'",
  "clock_offset_ms = -1",
  "concurrent_calls_limit_set_at = now()",
  "concurrent_calls_limit = 3, concurrent_calls_limit_set_at = now()",
])("what decisions read moves the account, whoever changes it: %s", async (change) => {
  const [businessId, other] = [await ledger.newBusiness(), await ledger.newBusiness()];
  const before = await versionOf(businessId);
  await ledger.db.service.query("change", `update businesses set ${change} where id = $1`, [businessId]);
  expect(await versionOf(businessId)).toBe(before + 1n);
  expect(await versionOf(other)).toBe(before);
});

test("caps that are added, changed or removed by hand move the account", async () => {
  const businessId = await ledger.newBusiness();
  const before = await versionOf(businessId);
  await ledger.asSuperuser(
    "insert into business_caps (business_id, agent_id, every, limit_micro) values ($1, '', 'day', 5)",
    [businessId],
  );
  await ledger.asSuperuser("update business_caps set limit_micro = 6 where business_id = $1", [businessId]);
  await ledger.asSuperuser("delete from business_caps where business_id = $1", [businessId]);
  expect(await versionOf(businessId)).toBe(before + 3n);
});

test("alert rules that are added, changed or removed by hand move the account", async () => {
  const businessId = await ledger.newBusiness();
  const before = await versionOf(businessId);
  await ledger.asSuperuser(
    `insert into alert_rules (business_id, id, kind, threshold, channels, set_by_owner)
    values ($1, gen_random_uuid(), 'percent', 20, '{email}', true)`,
    [businessId],
  );
  await ledger.asSuperuser("update alert_rules set threshold = 30 where business_id = $1 and kind = 'percent'", [
    businessId,
  ]);
  await ledger.asSuperuser("delete from alert_rules where business_id = $1 and kind = 'percent'", [businessId]);
  expect(await versionOf(businessId)).toBe(before + 3n);
});

test("a change that says what was said, or that no decision reads, leaves the account where it is", async () => {
  const businessId = await ledger.newBusiness();
  const before = await versionOf(businessId);
  await ledger.asSuperuser("update businesses set time_zone = time_zone, name = 'Another' where id = $1", [businessId]);
  expect(await versionOf(businessId)).toBe(before);
});

test("a commit that sets them moves the account by the one version it answered", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grantCommand({ grantId: randomUUID() })]);
  const before = await versionOf(businessId);
  await ledger.submit(businessId, [
    { kind: "change_settings", overdraftLimit: tokens(4), concurrentCallsLimit: 2 },
    { kind: "set_caps", caps: [{ agentId: null, every: "day", limit: tokens(9) }] },
    { kind: "set_alerts", rules: [{ id: randomUUID(), kind: "tokens", threshold: tokens(7), channels: ["email"] }] },
  ]);
  expect(await versionOf(businessId)).toBe(before + 1n);
});
