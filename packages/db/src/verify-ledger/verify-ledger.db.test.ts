import { randomUUID } from "node:crypto";
import { DAY_MS, tokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceSandboxClock } from "../balances/advance-sandbox-clock.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { createPool } from "../connections/pool.ts";
import { takeNextBusiness } from "../jobs/take-next-business.ts";
import { tellSales } from "../testing/tell-sales.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { rollUpUsage } from "../usage/roll-up-usage.ts";
import { ALERT_SABOTAGES } from "./alert-sabotages.ts";
import { CALL_SABOTAGES } from "./call-sabotages.ts";
import { ORPHAN_SABOTAGES } from "./orphan-sabotages.ts";
import { ROLL_UP_SABOTAGES } from "./roll-up-sabotages.ts";
import { SABOTAGES, type Sabotage } from "./sabotages.ts";
import { SELLING_SABOTAGES } from "./selling-sabotages.ts";
import { verifyBusiness } from "./verify-business.ts";
import { verifyLedger } from "./verify-ledger.ts";

let ledger: TestLedger;
let businessId: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  businessId = await ledger.newBusiness({ timeZone: "Asia/Kolkata" });
  await tellHistory(businessId);
  const another = await ledger.newBusiness();
  await tellHistory(another);
  for (const id of [businessId, another]) await rollUpUsage(ledger.db.service, id);
});
afterAll(() => ledger.close());

/** A little of everything: debt and its repayment, a correction with a replacement, a review accepted, a fact, calls. */
async function tellHistory(id: string): Promise<void> {
  const use = (fields = {}) => recordUsageCommand({ lineId: randomUUID(), key: randomUUID(), ...fields });
  const overdrawn = use({ quantity: 250, allowOverdraft: true, agentId: "anna" });
  const late = use({ occurredAt: Date.now() - 40 * DAY_MS });
  await ledger.submit(id, [grantCommand({ grantId: randomUUID(), key: "trial", source: "trial" })]);
  await ledger.submit(id, [use(), use({ service: "outbound_call", quantity: 61 }), use(), overdrawn, late]);
  await ledger.submit(id, [
    grantCommand({ grantId: randomUUID(), scope: "fact", key: `invoice:${id}`, tokens: tokens(80) }),
  ]);
  await ledger.submit(id, [
    { kind: "resolve_review", reviewId: late.lineId, decision: "accept", lineId: randomUUID(), note: null },
    correctUsageCommand({
      correctionId: randomUUID(),
      lineId: overdrawn.lineId,
      replacement: { lineId: randomUUID(), service: "sms", quantity: 3 },
    }),
  ]);
  await ledger.submit(id, [use({ ref: "order-7" }), use({ agentId: "ben" })]);
  await tellSales(ledger, id);
  await tellCalls(id);
}

/** A call that was captured, one that was voided, one abandoned, one settled later, and one that is live. */
async function tellCalls(id: string): Promise<void> {
  const open = () => openHoldCommand({ holdId: randomUUID(), callId: randomUUID(), agentId: "anna" });
  const [captured, voided, abandoned, settled] = [open(), open(), open(), open()];
  await ledger.submit(id, [captured, voided, abandoned, settled]);
  await ledger.submit(id, [
    extendHoldCommand({ holdId: abandoned.holdId, elapsedSeconds: 3 }),
    extendHoldCommand({ holdId: settled.holdId, elapsedSeconds: 4 }),
    captureHoldCommand({ holdId: captured.holdId, elapsedSeconds: 0 }),
    voidHoldCommand({ holdId: voided.holdId }),
  ]);
  await advanceSandboxClock(ledger.db.service, 400_000);
  const late = captureHoldCommand({ holdId: settled.holdId, lineId: randomUUID(), elapsedSeconds: 61 });
  await ledger.submit(id, [{ kind: "expire" }]);
  await ledger.submit(id, [late, open()]);
}

/** Foreign keys and rights stop most of this; somebody with the disk in his hands is not stopped. */
async function tamper(statements: readonly string[]): Promise<void> {
  await ledger.asSuperuser(
    ["begin", "set local session_replication_role = replica", ...statements, "commit"].join(";\n"),
  );
}

/** Names of the checks that found something, as the owner sees the data. */
async function brokenChecks(): Promise<string[]> {
  const pool = createPool(ledger.database.superuserUrl, { role: "farebox_owner" });
  try {
    const results = await inTransaction(pool, (sql) => verifyLedger(sql), "snapshot, read only");
    return results.filter(({ findings }) => findings.length > 0).map(({ name }) => name);
  } finally {
    await pool.end();
  }
}

test("a clean history has no findings, and something was looked at", async () => {
  const results = await inTransaction(ledger.db.servicePool, (sql) => verifyLedger(sql), "snapshot, read only");
  expect(results.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding })))).toEqual([]);
  for (const { name, looked } of results) expect(looked, name).toBeGreaterThan(0);
});

test("businesses are verified in turns, one at a time, and the next round begins with the first", async () => {
  const taken: (string | null)[] = [];
  for (let turn = 0; turn < 4; turn += 1) taken.push(await takeNextBusiness(ledger.db.service, "check_ledger"));
  const [first, second, end, again] = taken;
  expect([end, again]).toEqual([null, first]);
  expect(new Set([first, second]).size).toBe(2);
  for (const id of [first, second]) {
    const checked = await verifyBusiness(ledger.db.historyPool, id ?? "");
    expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
  }
});

describe("O12 O13 a sabotage is seen by the check that should see it", () => {
  test.for([
    ...SABOTAGES,
    ...CALL_SABOTAGES,
    ...ORPHAN_SABOTAGES,
    ...SELLING_SABOTAGES,
    ...ALERT_SABOTAGES,
    ...ROLL_UP_SABOTAGES,
  ])("$does", async ({ statements, seenBy, undo }: Sabotage) => {
    const backup = `backup_${randomUUID().slice(0, 8)}`;
    const tables = [
      "token_balances",
      "token_grants",
      "token_transactions",
      "usage_tracking",
      "token_holds",
      "business_caps",
      "alert_rules",
      "charged_days",
      "usage_reviews",
      "usage_corrections",
      "idempotency_keys",
      "usage_quarter_hours",
      "usage_days",
      "usage_roll_ups",
      "usage_agent_days",
      "usage_ref_days",
      "provider_facts",
      "purchases",
      "payments",
      "payment_returns",
      "payment_return_runs",
      "provider_subscriptions",
      "scheduled_token_months",
      "provider_events",
    ];
    await ledger.asSuperuser(`create schema ${backup}`);
    for (const table of tables) await ledger.asSuperuser(`create table ${backup}.${table} as table public.${table}`);
    try {
      await tamper(statements.map((statement) => statement.replaceAll("$business", `'${businessId}'`)));
      expect(await brokenChecks()).toContain(seenBy);
    } finally {
      const restore = tables.flatMap((table) => [
        `delete from public.${table}`,
        `insert into public.${table} select * from ${backup}.${table}`,
      ]);
      await tamper([...(undo === undefined ? [] : [undo]), ...restore, `drop schema ${backup} cascade`]);
    }
    expect(await brokenChecks()).toEqual([]);
  });
});
