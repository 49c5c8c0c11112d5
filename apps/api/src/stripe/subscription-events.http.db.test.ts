import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applyCatalogue, planCatalogue } from "./catalogue/sync-catalogue.ts";
import { deliver } from "./testing/deliver.ts";
import { type Buyer, openShop, type Shop } from "./testing/shop.ts";
import { ofType, silently, tell } from "./testing/silence.ts";

const MONTH_SECONDS = 32 * 86_400;
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.product.owner("truncate provider_events"));
afterAll(() => shop.product.stop());

async function planOf({ businessId }: Buyer) {
  const [row] = await shop.product.owner(
    "select plan_key, status, subscription_id from business_subscriptions where business_id = $1",
    [businessId],
  );
  return row;
}

async function useCard({ customerId }: Buyer, card: string) {
  const method = await shop.stripe.paymentMethods.attach(card, { customer: customerId });
  const settings = { default_payment_method: method.id };
  await shop.stripe.customers.update(customerId, { invoice_settings: settings });
}

/** Subscribes while nobody is told; answers what there is to tell. */
async function begin(plan = "starter", interval: "month" | "year" = "month") {
  const buyer = await shop.newCustomer();
  const made: Stripe.Subscription[] = [];
  const events = await silently(shop, async () => void made.push(await shop.subscribe(buyer, plan, interval)));
  const [subscription] = made;
  if (subscription === undefined) throw new Error("nobody subscribed");
  return { buyer, subscription, events };
}

test("W02: the invoice that is heard before its subscription is granted at once", async () => {
  const { buyer, events } = await begin();
  await tell(shop, ofType(events, "invoice.paid"));
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  await tell(shop, ofType(events, "customer.subscription.created"));
  expect(await planOf(buyer)).toMatchObject({ plan_key: "starter", status: "active" });
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
});

test("W03: an older update that comes after a newer one says nothing", async () => {
  const { buyer, subscription } = await begin();
  const events = await silently(shop, async () => {
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    await shop.stripe.subscriptions.cancel(subscription.id);
  });
  await tell(shop, [...events].reverse());
  expect(await planOf(buyer)).toMatchObject({ plan_key: "free", status: "canceled" });
});

test("W04 C21: the end of a subscription that is heard before its last paid invoice takes nothing of it", async () => {
  const { buyer, subscription, events } = await begin();
  const ended = await silently(shop, () => shop.stripe.subscriptions.cancel(subscription.id));
  await tell(shop, ofType(ended, "customer.subscription.deleted"));
  await tell(shop, ofType(events, "invoice.payment_succeeded"));
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  expect(await planOf(buyer)).toMatchObject({ status: "canceled" });
});

test("W32 M23: a renewal that fails brings nothing until it is paid, and then one month", async () => {
  const { buyer, events, subscription } = await begin();
  await tell(shop, events);
  await useCard(buyer, "pm_card_chargeCustomerFail");
  await shop.moveTime(MONTH_SECONDS);
  expect(await planOf(buyer)).toMatchObject({ status: "past_due" });
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  await useCard(buyer, "pm_card_visa");
  const { latest_invoice: invoice } = await shop.stripe.subscriptions.retrieve(subscription.id);
  const failures = await shop.product.owner<{ readonly payload: unknown }>(
    "select payload from outbox where business_id = $1 and kind = 'payment_failed' order by id",
    [buyer.businessId],
  );
  expect(failures.length).toBeGreaterThan(0);
  for (const { payload } of failures)
    expect(payload).toMatchObject({
      invoiceId: String(invoice),
      money: { amount: 900, currency: "usd" },
      payUrl: expect.stringMatching(/^http/),
      declineCode: "generic_decline",
    });
  await shop.stripe.invoices.pay(String(invoice));
  await shop.settle();
  expect(await planOf(buyer)).toMatchObject({ status: "active" });
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000", "plan 1000"]);
});

test("W33 W01: both events of a paid invoice, each ten times and at once, are one grant", async () => {
  const { buyer, events } = await begin();
  const told = ofType(events, "invoice.paid", "invoice.payment_succeeded");
  await Promise.all(Array.from({ length: 10 }, () => told.map((event) => deliver(shop.product.url, event))).flat());
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
});

test("W35: of an invoice of more lines than one page has each counts once, and what is unknown is flagged", async () => {
  const buyer = await shop.newCustomer();
  const { customerId: customer } = buyer;
  for (let line = 0; line < 14; line += 1)
    await shop.stripe.invoiceItems.create({ customer, amount: 100, currency: "usd", description: `Extra ${line}` });
  await shop.subscribe(buyer, "pro");
  await shop.settle();
  const [invoice] = (await shop.stripe.invoices.list({ customer })).data;
  expect(invoice?.lines.has_more).toBe(true);
  expect(await shop.grantsOf(buyer)).toEqual(["plan 5000"]);
  const [event] = await shop.events("quarantined");
  expect(event?.problem?.match(/unknown_price/g)).toHaveLength(14);
});

describe("W36 M22 an invoice that is not paid", () => {
  test.each(["void", "uncollectible"])("brings nothing when it ends as %s", async (end) => {
    const buyer = await shop.newCustomer();
    await useCard(buyer, "pm_card_chargeCustomerFail");
    const subscription = await shop.subscribe(buyer).catch((failure: unknown) => failure);
    expect(subscription).toMatchObject({ status: "incomplete" });
    const invoice = String((subscription as Stripe.Subscription).latest_invoice);
    await (end === "void"
      ? shop.stripe.invoices.voidInvoice(invoice)
      : shop.stripe.invoices.markUncollectible(invoice));
    await shop.settle();
    expect(await shop.grantsOf(buyer)).toEqual([]);
    expect(await shop.events("quarantined")).toEqual([]);
  });
});

test("C19 M25: a renewal that was paid at the old price brings the old plan's month, whatever the plan is by then", async () => {
  const { buyer, events, subscription } = await begin("starter");
  await tell(shop, events);
  const renewal = await silently(shop, () => shop.moveTime(MONTH_SECONDS));
  const pro = await shop.stripe.prices.list({ lookup_keys: ["farebox_plan_pro_month"] });
  await silently(shop, () =>
    shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: pro.data[0]?.id ?? "" }],
      proration_behavior: "none",
      billing_cycle_anchor: { type: "now" },
    }),
  );
  await tell(shop, ofType(renewal, "invoice.paid"));
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000", "plan 1000"]);
  expect(await planOf(buyer)).toMatchObject({ plan_key: "pro" });
});

test("M18: a paid year brings its first month now and the others one by one", async () => {
  await shop.product.owner(
    "update subscription_plans set yearly_price_amount_minor = 9000, billing_intervals = '{month,year}' where key = 'starter'",
  );
  const { deps } = shop.product;
  await applyCatalogue(deps, await planCatalogue(deps, deps.env.publicUrl));
  const { buyer, events } = await begin("starter", "year");
  await tell(shop, [...events].reverse());
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000"]);
  const [months] = await shop.product.owner<{ count: number }>(
    "select count(*)::int as count from scheduled_token_months where business_id = $1",
    [buyer.businessId],
  );
  expect(months?.count).toBeGreaterThanOrEqual(11);
});

test("C20: a change that waits for the end of the period is known, and known to be taken back", async () => {
  const { buyer, events, subscription } = await begin("pro");
  await tell(shop, events);
  const { data } = await shop.stripe.prices.list({ lookup_keys: ["farebox_plan_starter_month"] });
  const schedule = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const phase = schedule.phases[0];
  const now = {
    items: [{ price: String(phase?.items[0]?.price) }],
    start_date: phase?.start_date ?? 0,
    end_date: phase?.end_date ?? 0,
  };
  await shop.stripe.subscriptionSchedules.update(schedule.id, {
    phases: [now, { items: [{ price: data[0]?.id ?? "" }], duration: { interval: "month", interval_count: 1 } }],
  });
  await shop.stripe.subscriptions.update(subscription.id, { metadata: { seen: "1" } });
  await shop.settle();
  const pending = async () =>
    (
      await shop.product.owner("select plan_key, pending_plan_key from business_subscriptions where business_id = $1", [
        buyer.businessId,
      ])
    )[0];
  expect(await pending()).toEqual({ plan_key: "pro", pending_plan_key: "starter" });
  await shop.stripe.subscriptionSchedules.release(schedule.id);
  await shop.settle();
  expect(await pending()).toEqual({ plan_key: "pro", pending_plan_key: null });
});

test("M21: a second subscription that happens anyway is granted, and known as one too many", async () => {
  const { buyer, events } = await begin("starter");
  await tell(shop, events);
  // The provider tells times in whole seconds; the one that began first is the one that counts.
  await shop.moveTime(1);
  await shop.subscribe(buyer, "pro");
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["plan 1000", "plan 5000"]);
  expect(await planOf(buyer)).toMatchObject({ plan_key: "starter" });
});

test("a subscription to something we do not sell waits for an operator", async () => {
  const buyer = await shop.newCustomer();
  await shop.stripe.subscriptions.create({
    customer: buyer.customerId,
    items: [
      {
        price_data: {
          currency: "usd",
          product: (await shop.stripe.products.create({ name: "Other" })).id,
          unit_amount: 700,
          recurring: { interval: "month" },
        },
      },
    ],
  });
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual([]);
  expect((await shop.events("quarantined")).map(({ type }) => type)).toContain("customer.subscription.created");
});
