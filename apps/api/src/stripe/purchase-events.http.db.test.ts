import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moneyOfSession } from "./facts/purchase.ts";
import { deliver, madeUpEvent } from "./testing/deliver.ts";
import { openShop, payCheckout, type Shop } from "./testing/shop.ts";
import { ofType, silently, tell } from "./testing/silence.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.product.owner("truncate provider_events"));
afterAll(() => shop.product.stop());

const problems = async (status: string) => (await shop.events(status)).map(({ problem }) => problem);
const statusOf = async (purchaseId: string) =>
  (await shop.product.owner<{ status: string }>("select status from purchases where id = $1", [purchaseId]))[0]?.status;

test("C15: two purchases of a business that are paid at once both come", async () => {
  const buyer = await shop.newCustomer();
  const purchases = await Promise.all([shop.begin(buyer), shop.begin(buyer, "growth_pack")]);
  const events = await silently(shop, () =>
    Promise.all(purchases.map(({ id, price }) => shop.charge(buyer, { purchaseId: id, amount: price.amount }))),
  );
  const paid = ofType(events, "payment_intent.succeeded");
  await Promise.all(paid.map((event) => deliver(shop.product.url, event)));
  await shop.settle();
  expect(await shop.tokensOf(buyer)).toBe(2_700);
});

test("C16 C17 W34: whichever events say it, however often, and whoever works on them, a payment is one grant", async () => {
  const other = await shop.product.startAnother();
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer);
  const session = await shop.openCheckout(buyer, purchase);
  const events = await silently(shop, () => payCheckout(session));
  const told = ofType(events, "checkout.session.completed", "payment_intent.succeeded");
  // A second endpoint gives the same event another id.
  const again = told.map((event) => ({ ...event, id: `evt_${randomUUID()}` }));
  await Promise.all([...told, ...again, ...told].map((event) => deliver(shop.product.url, event)));
  await Promise.all([shop.product.deps.inbox.workUntilEmpty(), other.deps.inbox.workUntilEmpty()]);
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
  const ids = new Set([...told, ...again].map(({ id }) => id));
  const done = (await shop.events("done")).filter(({ event_id }) => ids.has(event_id));
  expect(done.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
});

describe("W05 a payment that is not for a purchase of ours", () => {
  test("of an invoice, or of another product on the same account, is ignored without alarm", async () => {
    const buyer = await shop.newCustomer();
    await shop.subscribe(buyer);
    const stranger = await shop.stripe.customers.create({});
    await shop.charge({ businessId: "", customerId: stranger.id }, { purchaseId: "", metadata: { order: "7" } });
    const theirs = { purchase_id: randomUUID() };
    await shop.charge({ businessId: "", customerId: stranger.id }, { purchaseId: "", metadata: theirs });
    await shop.settle();
    const intents = (await shop.events()).filter(({ type }) => type === "payment_intent.succeeded");
    expect(intents.map(({ status }) => status)).toEqual(["ignored", "ignored", "ignored"]);
    expect(await shop.events("quarantined")).toEqual([]);
  });

  test("that names one and has another's customer, or none, is kept for somebody to look at", async () => {
    const [buyer, other] = await Promise.all([shop.newCustomer(), shop.newCustomer()]);
    const { id: purchaseId } = await shop.begin(buyer);
    const named = { purchase_id: purchaseId };
    await shop.charge(other, { purchaseId, metadata: named });
    await shop.charge(
      { ...buyer, customerId: (await shop.stripe.customers.create({})).id },
      { purchaseId, metadata: named },
    );
    await shop.settle();
    expect(await problems("quarantined")).toEqual([
      expect.stringContaining(`names the purchase ${purchaseId} and is of the business ${other.businessId}`),
      expect.stringContaining("no customer of that business"),
    ]);
    expect([await shop.tokensOf(buyer), await shop.tokensOf(other)]).toEqual([0, 0]);
  });
});

test("W06: a payment whose purchase is not there yet is tried again and then granted", async () => {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer);
  await shop.product.owner("create table kept as select * from purchases where id = $1", [purchase.id]);
  await shop.product.owner("delete from purchases where id = $1", [purchase.id]);
  await shop.charge(buyer, { purchaseId: purchase.id });
  await shop.settle();
  expect(await shop.events("pending")).toMatchObject([
    { attempts: 1, problem: expect.stringContaining("is not there") },
  ]);
  await shop.product.owner("insert into purchases select * from kept");
  await shop.product.owner(
    "update provider_events set next_attempt_at = now() - interval '1 s' where status = 'pending'",
  );
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("W07: the purchase says whose it is; metadata that names another business grants nobody", async () => {
  const [buyer, other] = await Promise.all([shop.newCustomer(), shop.newCustomer()]);
  const { id: purchaseId } = await shop.begin(buyer);
  const metadata = { purchase_id: purchaseId, farebox_business_id: other.businessId };
  await shop.charge(buyer, { purchaseId, metadata });
  await shop.settle();
  expect(await problems("quarantined")).toEqual([
    expect.stringContaining(`claims to be of the business ${other.businessId}`),
  ]);
  expect([await shop.tokensOf(buyer), await shop.tokensOf(other)]).toEqual([0, 0]);
});

test.each([
  ["W08 less than the price is nothing", { amount: 499 }, [], "payment_mismatch: amount 499 instead of 500"],
  ["W08 more than the price is the purchase, and somebody is told", { amount: 900 }, ["purchase 500"], "paid 900"],
  ["W09 another currency is nothing", { currency: "eur" }, [], "payment_mismatch: currency eur instead of usd"],
])("%s", async (_, money, grants, problem) => {
  const buyer = await shop.newCustomer();
  const { id: purchaseId } = await shop.begin(buyer);
  await shop.charge(buyer, { purchaseId, ...money });
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(grants);
  expect(await problems("quarantined")).toEqual([expect.stringContaining(problem)]);
});

test("M17: what was offered when it was begun comes, whatever the catalogue says by then", async () => {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer);
  await shop.product.owner(
    "update token_packages set tokens_micro = 1, price_amount_minor = 1 where key = 'starter_pack'",
  );
  await shop.charge(buyer, { purchaseId: purchase.id });
  await shop.settle();
  await shop.product.owner(
    "update token_packages set tokens_micro = 500000000, price_amount_minor = 500 where key = 'starter_pack'",
  );
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("M26: yen have no cents and dinars have thousandths: what is paid is what it costs, to the last unit", async () => {
  for (const [currency, amount] of [
    ["jpy", 780],
    ["kwd", 1_530],
  ] as const) {
    const buyer = await shop.newCustomer();
    await shop.product.owner(
      "update token_packages set price_currency = $1, price_amount_minor = $2 where key = 'starter_pack'",
      [currency, amount],
    );
    const { id: purchaseId } = await shop.begin(buyer);
    await shop.product.owner(
      "update token_packages set price_currency = 'usd', price_amount_minor = 500 where key = 'starter_pack'",
    );
    await shop.charge(buyer, { purchaseId, currency, amount });
    await shop.settle();
    expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
  }
});

test("M27: what is compared with a price is the sum before a tax on top, and with a tax that it includes", () => {
  const details = { amount_discount: 0, amount_shipping: 0, amount_tax: 80 };
  const onTop = { amount_subtotal: 500, amount_total: 580, total_details: details };
  const included = { amount_subtotal: 500, amount_total: 500, total_details: details };
  expect([moneyOfSession(onTop), moneyOfSession(included)]).toEqual([
    { total: 580, amount: 500 },
    { total: 500, amount: 500 },
  ]);
});

test("W20: an event of another version is only a hint: what it is about is fetched at ours", async () => {
  const buyer = await shop.newCustomer();
  const { id: purchaseId } = await shop.begin(buyer);
  let intentId = "";
  await silently(shop, async () => {
    intentId = (await shop.charge(buyer, { purchaseId })).id;
  });
  const object = { id: intentId, amount: "lots", metadata: null, charges: { data: [] } };
  const old = madeUpEvent({ type: "payment_intent.succeeded", object, api_version: "2016-07-06" });
  expect((await deliver(shop.product.url, old)).status).toBe(200);
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("a purchase says how far it is: declined with a saved card, run out, and paid after all", async () => {
  const buyer = await shop.newCustomer();
  const declined = await shop.begin(buyer);
  await shop.charge(buyer, { purchaseId: declined.id, card: "pm_card_chargeDeclined" }).catch(() => undefined);
  const left = await shop.begin(buyer);
  const session = await shop.openCheckout(buyer, left);
  await payCheckout(session, "4000000000000002");
  await shop.settle();
  expect(await statusOf(declined.id)).toBe("failed");
  await shop.stripe.checkout.sessions.expire(session.id);
  await shop.settle();
  expect(await statusOf(left.id)).toBe("expired");
  await shop.charge(buyer, { purchaseId: declined.id });
  await shop.settle();
  expect(await statusOf(declined.id)).toBe("paid");
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("I20: a second payment of one purchase brings nothing more and waits for an operator", async () => {
  const buyer = await shop.newCustomer();
  const { id: purchaseId } = await shop.begin(buyer);
  await shop.charge(buyer, { purchaseId });
  await shop.settle();
  const second = await shop.charge(buyer, { purchaseId });
  await shop.stripe.refunds.create({ payment_intent: second.id });
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
  expect(await shop.tokensOf(buyer)).toBe(500);
  expect((await problems("quarantined")).every((problem) => problem?.includes("a second payment"))).toBe(true);
});

test("W31: events of a customer that is deleted, and of objects that are gone, end without a failure", async () => {
  const buyer = await shop.newCustomer();
  const { id: purchaseId } = await shop.begin(buyer);
  await silently(shop, () => shop.charge(buyer, { purchaseId }));
  await shop.stripe.customers.del(buyer.customerId);
  await shop.settle();
  const gone = madeUpEvent({ type: "invoice.paid", object: { id: "in_that_never_was" } });
  await deliver(shop.product.url, gone);
  await shop.settle();
  expect(await problems("quarantined")).toEqual(["the provider has no in_that_never_was any more"]);
  expect((await shop.events("done")).map(({ type }) => type)).toContain("customer.deleted");
  const [customer] = await shop.product.owner(
    "select deleted_at is not null as deleted from provider_customers where customer_id = $1",
    [buyer.customerId],
  );
  expect(customer).toEqual({ deleted: true });
});

test("a card that is saved or removed is noted for its business", async () => {
  const buyer = await shop.newCustomer();
  const card = await shop.stripe.paymentMethods.attach("pm_card_mastercard", { customer: buyer.customerId });
  await shop.settle();
  expect(new Set((await shop.events("done")).map(({ type }) => type))).toEqual(new Set(["payment_method.attached"]));
  await shop.stripe.paymentMethods.detach(card.id);
  await shop.settle();
  expect((await shop.events("ignored")).map(({ type, problem }) => [type, problem])).toEqual([
    ["payment_method.detached", "a card of nobody any more"],
  ]);
});

test("the events of a purchase in any order come to the same", async () => {
  for (const order of [0, 1, 2, 3]) {
    const buyer = await shop.newCustomer();
    const purchase = await shop.begin(buyer, "growth_pack");
    const session = await shop.openCheckout(buyer, purchase);
    const events = await silently(shop, async () => {
      await payCheckout(session);
      const paid = await shop.stripe.checkout.sessions.retrieve(session.id);
      await shop.stripe.refunds.create({ payment_intent: String(paid.payment_intent), amount: 900 });
    });
    const told = ofType(events, "checkout.session.completed", "payment_intent.succeeded", "charge.refunded");
    const turned = order % 2 === 0 ? [...told] : [...told].reverse();
    await tell(shop, order < 2 ? turned : [...turned.slice(1), ...turned.slice(0, 2)]);
    expect(await shop.tokensOf(buyer)).toBe(1_100);
  }
});
