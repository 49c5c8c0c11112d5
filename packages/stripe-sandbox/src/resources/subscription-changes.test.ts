import { describe, expect, test } from "vitest";
import { day, seconds, startBillingScene } from "../testing/billing-scene.ts";

const APRIL = "2026-04-01T00:00:00Z";
const MIDDLE = "2026-04-16T00:00:00Z";

async function subscribed(options: { at?: string; card?: string } = {}) {
  const scene = await startBillingScene({
    at: options.at ?? APRIL,
    ...(options.card === undefined ? {} : { card: options.card }),
  });
  const { stripe, customer } = scene;
  const [ten, twenty] = [await scene.price(1000), await scene.price(2000)];
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: ten }] });
  return { ...scene, ten, twenty, id: subscription.id, item: subscription.items.data[0]?.id ?? "" };
}

const lines = (invoice: { lines: { data: { amount: number; description: string | null }[] } }) =>
  invoice.lines.data.map((line) => [line.amount, line.description]);

// https://docs.stripe.com/billing/subscriptions/prorations: half of 10 USD back, half of 20 USD to pay.
describe("from 10 USD to 20 USD in the middle of April", () => {
  test("create_prorations waits for the next invoice", async () => {
    const { stripe, id, item, twenty, advance } = await subscribed();
    await advance(MIDDLE);
    await stripe.subscriptions.update(id, { items: [{ id: item, price: twenty }] });
    const preview = await stripe.invoices.createPreview({ subscription: id });
    expect(lines(preview)).toEqual([
      [-500, "Unused time on Plan 1000 after 16 Apr 2026"],
      [1000, "Remaining time on Plan 2000 after 16 Apr 2026"],
      [2000, "1 × Plan 2000 (at $20.00 / month)"],
    ]);
    await advance("2026-05-01T01:00:00Z");
    const [renewal] = (await stripe.invoices.list({ subscription: id })).data;
    expect(renewal).toMatchObject({ total: 2500, status: "paid" });
  });

  test("always_invoice bills at once, exactly what the preview said", async () => {
    const { stripe, id, item, twenty, advance } = await subscribed();
    await advance(MIDDLE);
    const change = {
      items: [{ id: item, price: twenty }],
      proration_behavior: "always_invoice" as const,
      proration_date: seconds(MIDDLE),
    };
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change });
    expect(preview).toMatchObject({ total: 500, status: "draft", billing_reason: "upcoming" });
    expect(preview.parent?.subscription_details?.subscription_proration_date).toBe(seconds(MIDDLE));
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.unit_amount).toBe(1000);
    await stripe.subscriptions.update(id, change);
    const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ total: 500, status: "paid", billing_reason: "subscription_update" });
    const [credit] = invoice?.lines.data ?? [];
    const first = (await stripe.invoices.list({ subscription: id })).data[1];
    expect(credit?.parent?.subscription_item_details).toMatchObject({
      proration: true,
      proration_details: { credited_items: { invoice: first?.id, invoice_line_items: [first?.lines.data[0]?.id] } },
    });
  });

  // https://docs.stripe.com/changelog/dahlia/2026-05-27/invoice-item-proration-credited-items
  test("a credit of a charge that still waits for its invoice names the waiting item, on its own item", async () => {
    const { stripe, id, customer, item, twenty, advance } = await subscribed();
    await advance(MIDDLE);
    await stripe.subscriptions.update(id, { items: [{ id: item, price: twenty }] });
    const [charge] = (await stripe.invoiceItems.list({ customer })).data.filter(({ amount }) => amount > 0);
    await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
    const [invoice] = (await stripe.invoices.list({ customer })).data;
    const credit = invoice?.lines.data.find(({ amount }) => amount === -(charge?.amount ?? 0));
    const details = credit?.parent?.subscription_item_details;
    expect(details?.proration_details?.credited_items).toBeNull();
    const { proration_details } = await stripe.invoiceItems.retrieve(details?.invoice_item ?? "");
    expect(proration_details?.credited_items).toEqual({ type: "invoice_item", invoice_item: charge?.id });
  });

  test("none changes the price and bills nothing for this period", async () => {
    const { stripe, id, item, twenty, advance } = await subscribed();
    await advance(MIDDLE);
    await stripe.subscriptions.update(id, { items: [{ id: item, price: twenty }], proration_behavior: "none" });
    expect(
      (await stripe.invoiceItems.list({ customer: (await stripe.subscriptions.retrieve(id)).customer as string })).data,
    ).toEqual([]);
    expect(lines(await stripe.invoices.createPreview({ subscription: id }))).toEqual([
      [2000, "1 × Plan 2000 (at $20.00 / month)"],
    ]);
  });
});

// https://docs.stripe.com/billing/subscriptions/prorations (Calculation logic with no prorations)
test.each([
  ["flexible", 0],
  ["classic", -334],
] as const)("an upgrade without prorations and a downgrade with them: %s mode totals %i", async (type, total) => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: APRIL });
  const [ten, twenty] = [await price(1000), await price(2000)];
  const { id, items } = await stripe.subscriptions.create({
    customer,
    items: [{ price: ten }],
    billing_mode: { type },
  });
  const item = items.data[0]?.id ?? "";
  await advance("2026-04-11T00:00:00Z");
  await stripe.subscriptions.update(id, { items: [{ id: item, price: twenty }], proration_behavior: "none" });
  await advance("2026-04-21T00:00:00Z");
  await stripe.subscriptions.update(id, { items: [{ id: item, price: ten }], proration_behavior: "always_invoice" });
  const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
  expect(invoice).toMatchObject({ total, amount_due: 0, status: "paid" });
  expect((await stripe.customers.retrieve(customer)) as { balance?: number }).toMatchObject({ balance: total });
});

test.each([
  ["flexible", -417],
  ["classic", -250],
] as const)("5 USD off on two items, the cheaper one deleted: %s mode credits %i", async (type, amount) => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: APRIL });
  const { id: coupon } = await stripe.coupons.create({ amount_off: 500, currency: "usd", duration: "forever" });
  const items = [{ price: await price(1000) }, { price: await price(2000) }];
  const subscription = await stripe.subscriptions.create({
    customer,
    items,
    discounts: [{ coupon }],
    billing_mode: { type },
  });
  const invoice = await stripe.invoices.retrieve(`${subscription.latest_invoice}`);
  expect(invoice.total).toBe(2500);
  expect(invoice.lines.data.map((line) => line.discount_amounts?.[0]?.amount)).toEqual([166, 334]);
  await advance(MIDDLE);
  await stripe.subscriptionItems.del(subscription.items.data[0]?.id ?? "", { proration_behavior: "create_prorations" });
  expect((await stripe.invoiceItems.list({ customer })).data.map((item) => item.amount)).toEqual([amount]);
});

describe("a change whose payment fails", () => {
  test("pending_if_incomplete waits, shows what it waits for, and is made when the invoice is paid", async () => {
    const { stripe, id, item, twenty, advance, useCard, eventTypes } = await subscribed();
    await advance(MIDDLE);
    await useCard("pm_card_chargeCustomerFail");
    const waiting = await stripe.subscriptions.update(id, {
      items: [{ id: item, price: twenty }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect(waiting.items.data[0]?.price.unit_amount).toBe(1000);
    expect(waiting.status).toBe("active");
    expect(waiting.pending_update?.subscription_items?.[0]?.price.unit_amount).toBe(2000);
    expect(waiting.pending_update?.expires_at).toBe(seconds(MIDDLE) + 23 * 3600);
    const visa = await useCard("pm_card_visa");
    await stripe.invoices.pay(`${waiting.latest_invoice}`, { payment_method: visa });
    const changed = await stripe.subscriptions.retrieve(id);
    expect([changed.items.data[0]?.price.unit_amount, changed.pending_update]).toEqual([2000, null]);
    expect(await eventTypes()).toContain("customer.subscription.pending_update_applied");
  });

  test("pending_if_incomplete is dropped after 23 hours, its invoice void, nothing changed", async () => {
    const { stripe, id, item, twenty, advance, useCard } = await subscribed();
    await advance(MIDDLE);
    await useCard("pm_card_chargeCustomerFail");
    const waiting = await stripe.subscriptions.update(id, {
      items: [{ id: item, price: twenty }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    await advance(seconds(MIDDLE) + 23 * 3600);
    const kept = await stripe.subscriptions.retrieve(id);
    expect([kept.items.data[0]?.price.unit_amount, kept.pending_update, kept.status]).toEqual([1000, null, "active"]);
    expect((await stripe.invoices.retrieve(`${waiting.latest_invoice}`)).status).toBe("void");
    await useCard("pm_card_visa");
    await stripe.subscriptions.update(id, {
      items: [{ id: item, price: twenty }],
      proration_behavior: "create_prorations",
    });
    const { data } = await stripe.invoiceItems.list({ customer: kept.customer as string });
    // 14 days and an hour of 30 days are left: 337 / 720 of 20 USD and of the 10 USD that were paid.
    expect(data.map((each) => each.amount)).toEqual([936, -468]);
  });

  test("error_if_incomplete changes nothing, allow_incomplete changes and is past due", async () => {
    const { stripe, id, item, twenty, advance, useCard } = await subscribed();
    await advance(MIDDLE);
    await useCard("pm_card_chargeCustomerFail");
    const change = { items: [{ id: item, price: twenty }], proration_behavior: "always_invoice" as const };
    await expect(
      stripe.subscriptions.update(id, { ...change, payment_behavior: "error_if_incomplete" }),
    ).rejects.toMatchObject({ statusCode: 402 });
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.unit_amount).toBe(1000);
    const changed = await stripe.subscriptions.update(id, { ...change, payment_behavior: "allow_incomplete" });
    expect([changed.items.data[0]?.price.unit_amount, changed.status]).toEqual([2000, "past_due"]);
  });
});

test("a new anchor credits the rest of the old period and bills a whole new one", async () => {
  const { stripe, id, advance } = await subscribed();
  await advance(MIDDLE);
  const moved = await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: "now" } });
  expect(day(moved.items.data[0]?.current_period_end)).toBe("2026-05-16");
  const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
  expect(invoice?.lines.data.map((line) => line.amount)).toEqual([-500, 1000]);
  expect(invoice).toMatchObject({ total: 500, status: "paid" });
});

test("a date to cancel inside the period credits what comes after it", async () => {
  const { stripe, customer, id, advance } = await subscribed();
  await advance("2026-04-10T00:00:00Z");
  const marked = await stripe.subscriptions.update(id, { cancel_at: seconds(MIDDLE) });
  expect(day(marked.items.data[0]?.current_period_end)).toBe("2026-04-16");
  expect((await stripe.invoiceItems.list({ customer })).data.map((item) => item.amount)).toEqual([-500]);
  await stripe.subscriptions.update(id, { cancel_at: "" });
  expect((await stripe.invoiceItems.list({ customer })).data.map((item) => item.amount)).toEqual([500, -500]);
});

test("a cancellation with prorate and invoice_now turns the unused time into the customer's credit", async () => {
  const { stripe, customer, id, advance } = await subscribed();
  await advance(MIDDLE);
  const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: { cancel_now: true } });
  expect(preview.total).toBe(-500);
  await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
  expect((await stripe.customers.retrieve(customer)) as { balance?: number }).toMatchObject({ balance: -500 });
});
