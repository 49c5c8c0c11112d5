import { randomUUID } from "node:crypto";
import { tokens } from "@farebox/billing-core";
import { apply } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asServiceInTransaction } from "../tenant.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import {
  changeTopUpRule,
  closeTopUpAttempt,
  openTopUpAttempt,
  settleTopUpAttempts,
} from "../top-up/top-up-attempts.ts";
import { listTopUpCandidates, readTopUp, saveTopUpRule } from "../top-up/top-up-rules.ts";
import { createPurchaseOnce } from "./create-purchase.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

function create(businessId: string, fields: { requestKey?: string; packageKey?: string } = {}) {
  const { requestKey = null, packageKey = "growth_pack" } = fields;
  const purchase = { businessId, id: randomUUID(), packageKey, requestKey, kind: "package" } as const;
  return asServiceInTransaction(ledger.db.servicePool, (sql) =>
    createPurchaseOnce(sql, { ...purchase, priceId: null, requestedBy: null }),
  );
}

test("a double click, two tabs and a reload are one purchase, with what was offered then", async () => {
  const businessId = await ledger.newBusiness();
  const made = await Promise.all(Array.from({ length: 6 }, () => create(businessId)));
  expect(new Set(made.map((one) => one?.purchase.id)).size).toBe(1);
  expect(made.filter((one) => one?.isNew)).toHaveLength(1);
  expect(made[0]?.purchase).toMatchObject({ tokens: tokens(2_000), bonus: tokens(200), price: { amount: 1_800 } });
});

test("a request key finds its purchase for ever, and another package is another purchase", async () => {
  const businessId = await ledger.newBusiness();
  const first = await create(businessId, { requestKey: "once" });
  await ledger.asSuperuser("update purchases set created_at = now() - interval '40 days' where business_id = $1", [
    businessId,
  ]);
  expect(await create(businessId, { requestKey: "once" })).toMatchObject({
    isNew: false,
    purchase: { id: first?.purchase.id },
  });
  expect(await create(businessId)).toMatchObject({ isNew: true });
  expect(await create(businessId, { packageKey: "starter_pack" })).toMatchObject({ isNew: true });
  expect(await create(businessId, { packageKey: "no_pack" })).toBeNull();
});

test("of two top-ups decided at once one is opened; its payment closes it and forgives earlier declines", async () => {
  const businessId = await ledger.newBusiness();
  const sql = ledger.db.service;
  const rule = {
    enabled: true,
    below: tokens(100),
    packageKey: "starter_pack",
    monthlyCap: 5_000,
    consent: { who: "owner", when: 1_000 },
    declinesInARow: 1,
    pausedUntil: null,
    turnedOffReason: null,
  };
  expect(await saveTopUpRule(sql, { businessId, rule, version: null })).toBe(true);
  expect(await saveTopUpRule(sql, { businessId, rule, version: null })).toBe(false);
  expect(await listTopUpCandidates(sql, { afterId: null, limit: 100 })).toContain(businessId);
  const open = (ruleVersion: bigint) =>
    openTopUpAttempt(sql, { businessId, attemptId: randomUUID(), purchaseId: randomUUID(), ruleVersion });
  const opened = (await Promise.all([open(1n), open(1n), open(1n)])).filter((one) => one !== null);
  expect(opened).toHaveLength(1);
  const purchaseId = opened[0]?.purchaseId ?? "";
  const stored = await readTopUp(sql, businessId);
  expect(stored).toMatchObject({ rule, attempts: [{ status: "open", price: { amount: 500 } }] });
  expect(await open(stored?.version ?? 0n)).toBeNull();

  await ledger.submit(businessId, [
    apply({ fact: "purchase_paid", purchaseId, amount: 500, currency: "usd", paidBy: "pi_top" }),
  ]);
  expect(await closeTopUpAttempt(sql, { businessId, purchaseId, status: "declined", declineCode: "x" })).toBe(false);
  expect(await settleTopUpAttempts(sql, businessId)).toBe(true);
  expect(await settleTopUpAttempts(sql, businessId)).toBe(false);
  const after = await readTopUp(sql, businessId);
  expect(after).toMatchObject({ rule: { declinesInARow: 0 }, attempts: [{ status: "paid", purchaseId }] });
  expect(await closeTopUpAttempt(sql, { businessId, purchaseId, status: "declined", declineCode: "x" })).toBe(false);
  const [grant] = await ledger.asSuperuser("select source from token_grants where business_id = $1", [businessId]);
  expect(grant).toEqual({ source: "top_up" });

  expect(await changeTopUpRule(sql, { businessId, change: (now) => ({ ...now, enabled: false }) })).toMatchObject({
    enabled: false,
  });
  expect(await open((await readTopUp(sql, businessId))?.version ?? 0n)).toBeNull();
});
