import { randomUUID } from "node:crypto";
import { type Balance, balanceOf, type Command, type Fact, tokens } from "@farebox/billing-core";
import {
  apply,
  aSubscription,
  invoicePayment,
  proUpgrade,
  recordUsageCommand,
  refundOf,
  starterLine,
} from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "../balances/read-balance.ts";
import { readSubscription } from "../catalogue/read-subscription.ts";
import { createPurchaseOnce } from "../purchases/create-purchase.ts";
import { closePurchase, readPurchase } from "../purchases/move-purchase.ts";
import { readProviderSubscriptions } from "../subscriptions/provider-subscriptions.ts";
import { asServiceInTransaction } from "../tenant.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { verifyBusiness } from "../verify-ledger/verify-business.ts";
import { listGrantedFacts, listPayments } from "./read-payments.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

async function buy(businessId: string, packageKey = "growth_pack"): Promise<string> {
  const id = randomUUID();
  const created = await asServiceInTransaction(ledger.db.servicePool, (sql) =>
    createPurchaseOnce(sql, {
      businessId,
      id,
      packageKey,
      kind: "package",
      priceId: null,
      requestKey: id,
      requestedBy: null,
    }),
  );
  return created?.purchase.id ?? "";
}

function paid(purchaseId: string): Command {
  return apply({ fact: "purchase_paid", purchaseId, amount: 1_800, currency: "usd", paidBy: `pi_${purchaseId}` });
}

async function balanceNow(businessId: string): Promise<Balance> {
  const row = await readBalance(ledger.db.service, businessId);
  if (row === null) throw new Error("no such business");
  return balanceOf(row, row.now);
}

async function availableOf(businessId: string): Promise<bigint> {
  return (await balanceNow(businessId)).available;
}

async function expectSound(businessId: string): Promise<void> {
  const checked = await verifyBusiness(ledger.db.servicePool, businessId);
  expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
}

describe("a purchase", () => {
  test("C16 C17 is granted once, however many workers say so at once, and marked paid by the same statement", async () => {
    const businessId = await ledger.newBusiness();
    const purchaseId = await buy(businessId);
    await Promise.all(Array.from({ length: 8 }, () => ledger.submit(businessId, [paid(purchaseId)])));
    expect(await availableOf(businessId)).toBe(tokens(2_200));
    expect(await readPurchase(ledger.db.service, { businessId, id: purchaseId })).toMatchObject({ status: "paid" });
    const facts = await listGrantedFacts(ledger.db.service, [`purchase:${purchaseId}`, `purchase:${purchaseId}:bonus`]);
    expect(facts.size).toBe(2);
    await expectSound(businessId);
  });

  test("C15 two purchases of a business are both granted", async () => {
    const businessId = await ledger.newBusiness();
    const [first, second] = [await buy(businessId, "growth_pack"), await buy(businessId, "starter_pack")];
    const starter = apply({
      fact: "purchase_paid",
      purchaseId: second,
      amount: 500,
      currency: "usd",
      paidBy: "pi_2",
    });
    await Promise.all([ledger.submit(businessId, [paid(first)]), ledger.submit(businessId, [starter])]);
    expect(await availableOf(businessId)).toBe(tokens(2_700));
    await expectSound(businessId);
  });

  test("that failed or expired is paid all the same when its money comes, and cannot be closed after that", async () => {
    const businessId = await ledger.newBusiness();
    const purchaseId = await buy(businessId);
    const close = { businessId, id: purchaseId, status: "expired", failureCode: null } as const;
    expect(await closePurchase(ledger.db.service, close)).toMatchObject({ status: "expired" });
    await ledger.submit(businessId, [paid(purchaseId)]);
    expect(await closePurchase(ledger.db.service, close)).toBeNull();
    expect(await readPurchase(ledger.db.service, { businessId, id: purchaseId })).toMatchObject({ status: "paid" });
  });

  test("W07 of another business is not found, and the other keeps it", async () => {
    const [businessId, other] = [await ledger.newBusiness(), await ledger.newBusiness()];
    const purchaseId = await buy(businessId);
    expect(await ledger.submit(other, [paid(purchaseId)])).toMatchObject([
      { outcome: "refused", error: { code: "not_found", what: "purchase" } },
    ]);
    await ledger.submit(businessId, [paid(purchaseId)]);
    expect(await availableOf(businessId)).toBe(tokens(2_200));
  });
});

test("I6 a fact stands for one grant across all businesses: a second business is told, not granted", async () => {
  const [first, second] = [await ledger.newBusiness(), await ledger.newBusiness()];
  const line = apply(ofSubscription(starterLine(1), "shared"));
  await ledger.submit(first, [line]);
  expect(await ledger.submit(second, [line])).toMatchObject([
    { outcome: "refused", error: { code: "payment_mismatch", field: "business" } },
  ]);
  expect(await availableOf(second)).toBe(0n);
});

test("M02 M04 a refund takes what is left, remembers the rest, and brings it again when it fails", async () => {
  const businessId = await ledger.newBusiness();
  const purchaseId = await buy(businessId);
  const payment = { key: `purchase:${purchaseId}`, paid: 1_800, currency: "usd" } as const;
  await ledger.submit(businessId, [paid(purchaseId)]);
  await ledger.submit(businessId, [recordUsageCommand({ lineId: randomUUID(), quantity: 3_080 })]);
  expect(await ledger.submit(businessId, [apply(refundOf(payment))])).toMatchObject([
    { outcome: "applied", taken: tokens(660), shortfall: tokens(1_540) },
  ]);
  expect(await availableOf(businessId)).toBe(0n);
  expect(await listPayments(ledger.db.service, { businessId, limit: 5 })).toMatchObject([
    { key: payment.key, returns: [{ cause: "refund:re_1", phase: "standing", amount: 1_800 }] },
  ]);
  await expectSound(businessId);
  await ledger.submit(businessId, [apply(refundOf(payment, { standing: false }))]);
  expect(await availableOf(businessId)).toBe(tokens(660));
  await expectSound(businessId);
});

test("M05 M06 a dispute freezes, and its loss takes what was frozen", async () => {
  const businessId = await ledger.newBusiness();
  const purchaseId = await buy(businessId);
  const payment = { key: `purchase:${purchaseId}`, paid: 1_800, currency: "usd" } as const;
  const dispute = (phase: "open" | "lost"): Command =>
    apply({ fact: "dispute", payment, disputeId: "dp_1", amount: 1_800, phase, reason: "fraudulent" });
  await ledger.submit(businessId, [paid(purchaseId)]);
  await ledger.submit(businessId, [dispute("open")]);
  expect(await balanceNow(businessId)).toMatchObject({ available: 0n, frozen: tokens(2_200) });
  await expectSound(businessId);
  await ledger.submit(businessId, [dispute("lost")]);
  expect(await balanceNow(businessId)).toMatchObject({ total: 0n, frozen: 0n });
  await expectSound(businessId);
});

test("M18 the months of a yearly line wait in their table and come once each", async () => {
  const businessId = await ledger.newBusiness();
  const now = Date.now();
  const months = [-2, -1, 0, 1].map((month) => ({
    startAt: now + month * 30 * 86_400_000 - 1_000,
    endAt: now + (month + 1) * 30 * 86_400_000 - 1_000,
  }));
  await ledger.submit(businessId, [apply(ofSubscription(starterLine(0, { months }), businessId))]);
  const due = (month: number) => apply({ fact: "token_month_due", lineId: `il_0_${businessId}`, month });
  await Promise.all([1, 2, 2, 1].map((month) => ledger.submit(businessId, [due(month)])));
  expect(await ledger.submit(businessId, [due(3)])).toMatchObject([{ outcome: "refused" }]);
  const rows = await ledger.asSuperuser<{ month: number; granted: boolean }>(
    "select month, granted_at is not null as granted from scheduled_token_months where business_id = $1 order by month",
    [businessId],
  );
  expect(rows).toEqual([
    { month: 1, granted: true },
    { month: 2, granted: true },
    { month: 3, granted: false },
  ]);
  expect(await availableOf(businessId)).toBe(tokens(1_000));
  await expectSound(businessId);
});

/** What a life of one subscription says; ids are of the business, because facts are one across all. */
function lifeOf(name: string): readonly Fact[] {
  const now = Date.now();
  const subscription = (fields: Parameters<typeof aSubscription>[0]): Fact => ({
    fact: "subscription_state",
    subscription: aSubscription({ id: `sub_${name}`, ...fields }),
  });
  const month = (number: number) => ({
    startAt: now + (number - 1) * 30 * 86_400_000,
    endAt: now + number * 30 * 86_400_000,
  });
  const line = (number: number) => ofSubscription(starterLine(number, { months: [month(number)] }), name);
  const upgrade = proUpgrade(1, { month: month(1), proratedAt: month(1).startAt });
  return [
    line(0),
    subscription({ asOf: 2 }),
    line(1),
    ofSubscription(upgrade, name),
    refundOf(invoicePayment(`in_1_${name}`), { amount: 300 }),
    {
      fact: "plan_credited",
      lineId: `il_down_${name}`,
      subscriptionId: `sub_${name}`,
      amount: 500,
      currency: "usd",
      lessMonthly: {
        oldMonthly: tokens(5_000),
        newMonthly: tokens(3_000),
        proratedAt: month(1).startAt + 86_400_000,
        until: month(1).endAt,
      },
      reason: null,
    },
    { ...dispute(name), phase: "open" },
    subscription({ planKey: "pro", cancelsAt: now + 1_000_000_000, asOf: 3 }),
  ];
}

function dispute(name: string): Extract<Fact, { fact: "dispute" }> {
  const payment = invoicePayment(`in_up_${name}`, 2_000);
  return { fact: "dispute", payment, disputeId: `dp_${name}`, amount: 2_000, phase: "inquiry", reason: null };
}

function ofSubscription<F extends Extract<Fact, { payment: unknown; lineId: string }>>(fact: F, name: string): F {
  const payment = { ...fact.payment, key: `${fact.payment.key}_${name}` as const };
  return { ...fact, lineId: `${fact.lineId}_${name}`, subscriptionId: `sub_${name}`, payment };
}

test("W02 W03 W04 any order of facts, duplicated and from two workers at once, comes to one state", async () => {
  const inOrder = await told((facts) => facts);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
      fc.nat({ max: 7 }),
      async (order, again) => {
        const state = await told((facts) => [...order, order[again] ?? 0].flatMap((place) => facts[place] ?? []));
        expect(state).toEqual(inOrder);
      },
    ),
    { numRuns: Number(process.env["FAREBOX_ORDERS"] ?? 40), endOnFailure: true },
  );

  async function told(arrange: (facts: readonly Fact[]) => readonly Fact[]) {
    const businessId = await ledger.newBusiness();
    const facts = arrange(lifeOf(businessId));
    const half = Math.floor(facts.length / 2);
    for (let place = 0; place < half; place += 1) {
      const [left, right] = [facts[place], facts[place + half]];
      await Promise.all([left, right].map((fact) => fact && ledger.submit(businessId, [apply(fact)])));
    }
    for (const fact of facts.slice(2 * half)) await ledger.submit(businessId, [apply(fact)]);
    await expectSound(businessId);
    return stateOf(businessId);
  }
});

async function stateOf(businessId: string) {
  const grants = await ledger.asSuperuser(
    `select replace(key, $1::text, '') as key, remaining_micro, refunded_micro, refund_shortfall_micro, frozen_at is not null as is_frozen
    from token_grants where business_id = $1::uuid order by key`,
    [businessId],
  );
  const subscription = await readSubscription(ledger.db.service, businessId);
  const { all } = await readProviderSubscriptions(ledger.db.service, businessId);
  const balance = await balanceNow(businessId);
  return {
    grants,
    plan: subscription?.planKey,
    status: subscription?.status,
    all: all.map(({ status, planKey, asOf }) => ({ status, planKey, asOf })),
    balance: [balance.available, balance.frozen, balance.debt],
  };
}
