import { describe, expect, test } from "vitest";
import { day, seconds, startBillingScene } from "../testing/billing-scene.ts";

describe("a subscription that pays", () => {
  test("is active at once, with a paid first invoice and its period on the item", async () => {
    const { stripe, customer, price } = await startBillingScene({ at: "2027-01-31T10:00:00Z" });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      expand: ["latest_invoice.payments"],
    });
    expect(subscription.status).toBe("active");
    expect(subscription.billing_mode.type).toBe("flexible");
    expect(
      subscription.items.data.map((item) => [day(item.current_period_start), day(item.current_period_end)]),
    ).toEqual([["2027-01-31", "2027-02-28"]]);
    const invoice = subscription.latest_invoice;
    if (typeof invoice !== "object" || invoice === null) throw new Error("not expanded");
    expect(invoice).toMatchObject({ status: "paid", amount_paid: 1000, billing_reason: "subscription_create" });
    expect(invoice.parent?.subscription_details?.subscription).toBe(subscription.id);
    expect(invoice.payments?.data.map((payment) => [payment.status, payment.amount_paid])).toEqual([["paid", 1000]]);
  });

  test("renews from its anchor: a draft for an hour, then paid", async () => {
    const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-01-31T10:00:00Z" });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
    await advance("2027-02-28T10:00:00Z");
    const [draft] = (await stripe.invoices.list({ subscription: id })).data;
    expect(draft).toMatchObject({ status: "draft", billing_reason: "subscription_cycle", amount_due: 1000 });
    expect(draft?.automatically_finalizes_at).toBe(seconds("2027-02-28T11:00:00Z"));
    await advance("2027-02-28T11:00:00Z");
    expect(await stripe.invoices.retrieve(draft?.id ?? "")).toMatchObject({ status: "paid", amount_paid: 1000 });
    await advance("2027-04-01T00:00:00Z");
    const { items } = await stripe.subscriptions.retrieve(id);
    expect(items.data.map((item) => [day(item.current_period_start), day(item.current_period_end)])).toEqual([
      ["2027-03-31", "2027-04-30"],
    ]);
  });

  test("ends when its period does, and at once when told to", async () => {
    const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
    const items = [{ price: await price(1000) }];
    const later = await stripe.subscriptions.create({ customer, items });
    const marked = await stripe.subscriptions.update(later.id, { cancel_at_period_end: true });
    expect(marked).toMatchObject({
      status: "active",
      cancel_at_period_end: true,
      cancel_at: seconds("2027-02-01T00:00:00Z"),
    });
    const now = await stripe.subscriptions.create({ customer, items });
    expect(await stripe.subscriptions.cancel(now.id)).toMatchObject({
      status: "canceled",
      ended_at: seconds("2027-01-01T00:00:00Z"),
    });
    await expect(stripe.subscriptions.cancel(now.id)).rejects.toMatchObject({
      code: "resource_missing",
      statusCode: 404,
    });
    await advance("2027-02-01T00:00:01Z");
    expect(await stripe.subscriptions.retrieve(later.id)).toMatchObject({
      status: "canceled",
      ended_at: seconds("2027-02-01T00:00:00Z"),
      cancellation_details: { reason: "cancellation_requested" },
    });
    expect((await stripe.invoices.list({ subscription: later.id })).data).toHaveLength(1);
  });
});

test("events of a start and a renewal, in order", async () => {
  const { stripe, customer, price, advance, eventTypes } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
  const recurring = await price(1000);
  const before = (await eventTypes()).length;
  await stripe.subscriptions.create({ customer, items: [{ price: recurring }] });
  expect((await eventTypes()).slice(before).filter((type) => !type.startsWith("charge"))).toEqual([
    "invoice.created",
    "payment_intent.created",
    "invoice.finalized",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "customer.subscription.created",
  ]);
  const started = (await eventTypes()).length;
  await advance("2027-02-01T01:00:00Z");
  expect((await eventTypes()).slice(started).filter((type) => /^(invoice\.|customer)/u.test(type))).toEqual([
    "invoice.upcoming",
    "invoice.created",
    "customer.subscription.updated",
    "invoice.finalized",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
  ]);
});

describe("payment_behavior of a new subscription", () => {
  test("default_incomplete waits for the client, who confirms with the invoice's secret", async () => {
    const { stripe, customer, price } = await startBillingScene({ at: "2027-01-01T00:00:00Z", card: null });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      payment_behavior: "default_incomplete",
      payment_settings: { save_default_payment_method: "on_subscription" },
      expand: ["latest_invoice.confirmation_secret"],
    });
    expect(subscription.status).toBe("incomplete");
    const invoice = subscription.latest_invoice;
    if (typeof invoice !== "object" || invoice === null) throw new Error("not expanded");
    const intent = invoice.confirmation_secret?.client_secret.split("_secret_")[0] ?? "";
    await stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa" });
    const paid = await stripe.subscriptions.retrieve(subscription.id);
    expect(paid.status).toBe("active");
    expect(paid.default_payment_method).toMatch(/^pm_/u);
  });

  test("nobody pays for 23 hours: the subscription expires and its invoice is void", async () => {
    const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-01-01T00:00:00Z", card: null });
    const { id, latest_invoice } = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      payment_behavior: "default_incomplete",
    });
    await advance("2027-01-01T23:00:00Z");
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("incomplete_expired");
    expect((await stripe.invoices.retrieve(`${latest_invoice}`)).status).toBe("void");
  });

  test("allow_incomplete keeps a declined subscription incomplete, error_if_incomplete keeps nothing", async () => {
    const { stripe, customer, price, useCard } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
    const items = [{ price: await price(1000) }];
    await useCard("pm_card_chargeCustomerFail");
    expect((await stripe.subscriptions.create({ customer, items })).status).toBe("incomplete");
    const declined = stripe.subscriptions.create({ customer, items, payment_behavior: "error_if_incomplete" });
    await expect(declined).rejects.toMatchObject({ code: "card_declined", statusCode: 402 });
    expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1);
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(1);
  });
});

test("a card that asks for authentication leaves the subscription incomplete until the customer passed", async () => {
  const { stripe, sandbox, customer, price, eventTypes } = await startBillingScene({
    at: "2027-01-01T00:00:00Z",
    card: "pm_card_authenticationRequired",
  });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }],
    expand: ["latest_invoice.payments.data.payment.payment_intent"],
  });
  expect(subscription.status).toBe("incomplete");
  const invoice = subscription.latest_invoice;
  if (typeof invoice !== "object" || invoice === null) throw new Error("not expanded");
  const intent = invoice.payments?.data[0]?.payment.payment_intent;
  if (typeof intent !== "object") throw new Error("not expanded");
  expect(intent.status).toBe("requires_action");
  expect(await eventTypes()).toContain("invoice.payment_action_required");
  await fetch(`${sandbox.url}/3d-secure/${intent.id}`, {
    method: "POST",
    body: new URLSearchParams({ outcome: "complete" }),
  });
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  expect((await stripe.invoices.retrieve(invoice.id)).status).toBe("paid");
});

test("an update tells what it changed, and one that changes nothing tells nothing", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
  const updates = async () => (await stripe.events.list({ type: "customer.subscription.updated" })).data;
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  expect((await updates())[0]?.data.previous_attributes).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: null,
  });
  await stripe.subscriptions.update(id, { metadata: { seats: "3" }, cancel_at_period_end: false });
  expect((await updates())[0]?.data.previous_attributes).toMatchObject({
    cancel_at_period_end: true,
    metadata: { seats: null },
  });
  const before = (await updates()).length;
  await stripe.subscriptions.update(id, { metadata: { seats: "3" } });
  expect(await updates()).toHaveLength(before);
});

test("what Stripe refuses is refused, with its parameter named", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
  const recurring = await price(1000);
  const { product } = await stripe.prices.retrieve(recurring);
  const { id: once } = await stripe.prices.create({ currency: "usd", unit_amount: 500, product: `${product}` });
  const { id: euro } = await stripe.prices.create({
    currency: "eur",
    unit_amount: 500,
    product: `${product}`,
    recurring: { interval: "month" },
  });
  const create = (items: { price: string }[]) => stripe.subscriptions.create({ customer, items });
  await expect(create([{ price: once }])).rejects.toMatchObject({ statusCode: 400, param: "items[0][price]" });
  await expect(create([{ price: recurring }, { price: euro }])).rejects.toMatchObject({ param: "items[1][price]" });
  await expect(create([{ price: recurring }, { price: recurring }])).rejects.toMatchObject({ param: "items" });
  await expect(create([{ price: "price_none" }])).rejects.toMatchObject({
    code: "resource_missing",
    param: "items[0][price]",
  });
  const { id } = await create([{ price: recurring }]);
  await expect(stripe.subscriptions.update(id, { proration_date: 1 })).rejects.toMatchObject({
    param: "proration_date",
  });
  await expect(stripe.subscriptions.update(id, { items: [{ id: "si_none", quantity: 2 }] })).rejects.toMatchObject({
    param: "items[0][id]",
  });
  await stripe.subscriptions.cancel(id);
  await expect(stripe.subscriptions.update(id, { description: "late" })).rejects.toMatchObject({
    code: "invalid_canceled_subscription_fields",
  });
});
