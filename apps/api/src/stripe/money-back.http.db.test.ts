import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliver } from "./testing/deliver.ts";
import { openShop, type Shop } from "./testing/shop.ts";
import { ofType, silently, tell } from "./testing/silence.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.product.owner("truncate provider_events"));
afterAll(() => shop.product.stop());

async function buy(packageKey = "starter_pack", card = "pm_card_visa") {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer, packageKey);
  const intent = await shop.charge(buyer, { purchaseId: purchase.id, amount: purchase.price.amount, card });
  await shop.settle();
  return { buyer, purchase, intent };
}

const refund = ({ id }: Stripe.PaymentIntent, amount?: number) =>
  shop.stripe.refunds.create({ payment_intent: id, ...(amount !== undefined && { amount }) });

const disputeOf = async ({ id }: Stripe.PaymentIntent) => {
  const [dispute] = (await shop.stripe.disputes.list({ payment_intent: id })).data;
  if (dispute === undefined) throw new Error("there is no dispute");
  return dispute;
};

const kinds = ({ businessId }: { businessId: string }) =>
  shop.product
    .owner<{ kind: string }>("select kind from token_transactions where business_id = $1 order by seq", [businessId])
    .then((rows) => rows.map(({ kind }) => kind));

test("M01 M08: a full refund takes what was paid for and its bonus", async () => {
  const { buyer, intent } = await buy("growth_pack");
  await refund(intent);
  await shop.settle();
  expect(await shop.tokensOf(buyer)).toBe(0);
});

test("M03: three thirds, turned round and each told many times, take all of it and no more", async () => {
  const { buyer, intent } = await buy("growth_pack");
  const events = await silently(shop, async () => {
    for (let third = 0; third < 3; third += 1) await refund(intent, 600);
  });
  const told = ofType(events, "charge.refunded");
  expect(told).toHaveLength(3);
  await tell(shop, told.slice(2));
  expect(await shop.tokensOf(buyer)).toBe(0);
  await tell(shop, [...told].reverse());
  await Promise.all([...told, ...told].map((event) => deliver(shop.product.url, event)));
  await shop.settle();
  expect(await shop.tokensOf(buyer)).toBe(0);
  const [, , ...afterwards] = await kinds(buyer);
  expect(new Set(afterwards)).toEqual(new Set(["refund"]));
});

test("M03: a third at a time takes a third at a time, and never rounds in the customer's disfavour twice", async () => {
  const { buyer, intent } = await buy("starter_pack");
  const left: number[] = [];
  for (const amount of [167, 167, 166]) {
    await refund(intent, amount);
    await shop.settle();
    left.push(await shop.tokensOf(buyer));
  }
  expect(left).toEqual([333, 166, 0]);
});

test("M04: a refund that fails after all gives its tokens back, once", async () => {
  const { buyer, intent } = await buy("starter_pack", "pm_card_refundFail");
  await refund(intent);
  await shop.settle();
  expect(await shop.tokensOf(buyer)).toBe(0);
  await shop.moveTime(61);
  expect(await shop.tokensOf(buyer)).toBe(500);
  const failed = (await shop.events()).filter(({ type }) => type.startsWith("refund."));
  await shop.product.owner(
    "update provider_events set status = 'pending', finished_at = null where type like 'refund.%'",
  );
  await shop.settle();
  expect(failed.length).toBeGreaterThan(0);
  expect(await shop.tokensOf(buyer)).toBe(500);
});

test("M34: a refund of a subscription's invoice takes from its month", async () => {
  const buyer = await shop.newCustomer();
  await shop.subscribe(buyer, "starter");
  await shop.settle();
  const [charge] = (await shop.stripe.charges.list({ customer: buyer.customerId })).data;
  await shop.stripe.refunds.create({ charge: String(charge?.id), amount: 450 });
  await shop.settle();
  expect(await shop.tokensOf(buyer)).toBe(500);
});

describe("disputes", () => {
  const frozenOf = async ({ businessId }: { businessId: string }) =>
    (
      await shop.product.owner<{ frozen: boolean }>(
        "select frozen_at is not null as frozen from token_grants where business_id = $1 and payment_key is not null",
        [businessId],
      )
    ).map(({ frozen }) => frozen);

  test("M05: an inquiry changes nothing, a dispute freezes what is left", async () => {
    const asked = await buy("starter_pack", "pm_card_createDisputeInquiry");
    expect([await frozenOf(asked.buyer), await shop.tokensOf(asked.buyer)]).toEqual([[false], 500]);
    const disputed = await buy("starter_pack", "pm_card_createDispute");
    expect([await frozenOf(disputed.buyer), await shop.tokensOf(disputed.buyer)]).toEqual([[true], 500]);
  });

  test.each([
    ["won", "winning_evidence", false, 500],
    ["lost", "losing_evidence", true, 0],
  ])("M06: %s is settled once, in whichever order its events come", async (_, evidence, __, tokens) => {
    const { buyer, intent } = await buy("starter_pack", "pm_card_createDispute");
    const { id } = await disputeOf(intent);
    const events = await silently(shop, () =>
      shop.stripe.disputes.update(id, { evidence: { uncategorized_text: evidence } }),
    );
    await tell(shop, [...events].reverse());
    await tell(shop, events);
    expect(await shop.tokensOf(buyer)).toBe(tokens);
    const taken = (await kinds(buyer)).filter((kind) => kind === "dispute");
    expect(taken).toHaveLength(tokens === 0 ? 1 : 0);
  });

  test("M07: a refund and a dispute of one charge take at most what it brought", async () => {
    const { buyer, intent } = await buy("starter_pack");
    await refund(intent, 300);
    await shop.settle();
    const charge = String((await shop.stripe.paymentIntents.retrieve(intent.id)).latest_charge);
    await shop.product.provider.control("POST", `/charges/${charge}/dispute`, { kind: "fraudulent" });
    await shop.settle();
    const { id } = await disputeOf(intent);
    await shop.stripe.disputes.close(id);
    await shop.settle();
    expect(await shop.tokensOf(buyer)).toBe(0);
    const [row] = await shop.product.owner<{ sum: number }>(
      "select (sum(amount_micro) / 1000000)::float8 as sum from token_transactions where business_id = $1 and kind in ('refund', 'dispute')",
      [buyer.businessId],
    );
    expect(row?.sum).toBe(-500);
  });
});
