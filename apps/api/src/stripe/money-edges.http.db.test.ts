import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop } from "./testing/shop.ts";

const MONTH_SECONDS = 32 * 86_400;
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.product.stop());

test.each([
  ["part of", 400],
  ["all of", 900],
])("M11: an invoice of which the customer's balance pays %s brings its month once", async (_, credit) => {
  const buyer = await shop.newCustomer();
  await shop.stripe.customers.createBalanceTransaction(buyer.customerId, { amount: -credit, currency: "usd" });
  await shop.subscribe(buyer);
  await shop.settle();
  const [invoice] = (await shop.stripe.invoices.list({ customer: buyer.customerId })).data;
  expect(invoice).toMatchObject({ status: "paid", total: 900, amount_due: 900 - credit });
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
});

test("M24: a month that was not collected while paused brings nothing, and the next one after it comes once", async () => {
  const buyer = await shop.newCustomer();
  const { id } = await shop.subscribe(buyer);
  await shop.settle();
  await shop.stripe.subscriptions.update(id, { pause_collection: { behavior: "void" } });
  await shop.moveTime(MONTH_SECONDS);
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  await shop.stripe.subscriptions.update(id, { pause_collection: "" });
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  await shop.moveTime(MONTH_SECONDS);
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000", "plan 1000"]);
  expect(await shop.events("quarantined")).toEqual([]);
});

test("C23: tokens that are spent while their money goes back are taken once, and never more than there are", async () => {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer);
  const intent = await shop.charge(buyer, { purchaseId: purchase.id });
  await shop.settle();
  await shop.stripe.refunds.create({ payment_intent: intent.id });
  const { deps } = shop.product;
  const spend = (index: number) =>
    deps.ledger.submit(buyer.businessId, {
      kind: "record_usage",
      key: `race-${index}`,
      lineId: newId(),
      service: "ai_agent_request",
      quantity: 20,
      occurredAt: null,
      agentId: null,
      ref: null,
      metadata: null,
      allowOverdraft: false,
      lateAfterMs: 86_400_000,
    });
  await Promise.all([...Array.from({ length: 20 }, (_, index) => spend(index)), shop.settle()]);
  const [row] = await shop.product.owner<{ spent: number; taken: number; short: number; left: number }>(
    `select
       (select -coalesce(sum(amount_micro), 0) / 1000000 from token_transactions where business_id = $1 and kind = 'usage')::int as spent,
       (select -coalesce(sum(amount_micro), 0) / 1000000 from token_transactions where business_id = $1 and kind = 'refund')::int as taken,
       (refund_shortfall_micro / 1000000)::int as short, (remaining_micro / 1000000)::int as left
     from token_grants where business_id = $1 and payment_key is not null`,
    [buyer.businessId],
  );
  expect(row?.left).toBe(0);
  expect((row?.taken ?? 0) + (row?.short ?? 0)).toBe(500);
  expect((row?.spent ?? 0) + (row?.taken ?? 0)).toBe(500);
});
