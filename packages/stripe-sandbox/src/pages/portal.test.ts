import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

async function subscriber() {
  const { stripe } = client;
  const customer = await stripe.customers.create({
    email: "a@example.com",
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
  });
  const product = await stripe.products.create({ name: "Growth" });
  const [monthly, larger] = await Promise.all(
    [4900, 9900].map((unit_amount) =>
      stripe.prices.create({ product: product.id, currency: "usd", unit_amount, recurring: { interval: "month" } }),
    ),
  );
  if (monthly === undefined || larger === undefined) throw new Error("no prices");
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
  return { customer, product, larger, subscription };
}

const open = (customer: string, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
  client.stripe.billingPortal.sessions.create({ customer, return_url: "http://shop.example/billing", ...more });

const CARD = { number: "5555555555554444", expiry: "12/40", cvc: "123" };

async function submit(url: string, fields: Record<string, string>) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}

describe("a customer in the portal", () => {
  test("sees plan, cards and invoices", async () => {
    const { customer } = await subscriber();
    const session = await open(customer.id);
    const page = await (await fetch(session.url)).text();
    for (const part of ["Growth", "$49.00", "ending in 4242", "(default)", "Cancel plan", "shop.example", "paid"]) {
      expect(page).toContain(part);
    }
  });

  test("adds a card that is charged from then on; a declined one is not added", async () => {
    const { customer } = await subscriber();
    const session = await open(customer.id);
    const declined = await submit(`${session.url}/card`, { ...CARD, number: "4000000000000002" });
    expect(declined).toMatchObject({ status: 200, html: expect.stringContaining("Your card was declined.") });
    const added = await submit(`${session.url}/card`, CARD);
    expect(added.location).toContain("The+card+was+added");
    const after = await client.stripe.customers.retrieve(customer.id, {
      expand: ["invoice_settings.default_payment_method"],
    });
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: "4444" } } } });
    const { data } = await client.stripe.customers.listPaymentMethods(customer.id);
    await submit(`${session.url}/card/remove`, {
      method: String(data.find((each) => each.card?.last4 === "4242")?.id),
    });
    expect((await client.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  test("goes by the bank where a card asks for it", async () => {
    const { customer } = await subscriber();
    const session = await open(customer.id);
    const asked = await submit(`${session.url}/card`, { ...CARD, number: "4000002760003184" });
    const passed = await submit(String(asked.location), { outcome: "complete" });
    expect(await (await fetch(String(passed.location))).text()).toContain("The card was added.");
    const after = await client.stripe.customers.retrieve(customer.id, {
      expand: ["invoice_settings.default_payment_method"],
    });
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: "3184" } } } });
  });

  test("cancels at the end of the period and may think again", async () => {
    const { customer, subscription } = await subscriber();
    const session = await open(customer.id);
    await submit(`${session.url}/subscription/cancel`, { subscription: subscription.id });
    expect((await client.stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
    expect(await (await fetch(session.url)).text()).toContain("Don’t cancel plan");
    await submit(`${session.url}/subscription/keep`, { subscription: subscription.id });
    expect((await client.stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(false);
  });

  test("changes the plan to one that is offered", async () => {
    const { customer, subscription, product, larger } = await subscriber();
    const configuration = await client.stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ["price"],
          products: [{ product: product.id, prices: [larger.id] }],
          proration_behavior: "create_prorations",
        },
      },
    });
    const session = await open(customer.id, { configuration: configuration.id });
    await submit(`${session.url}/subscription/change`, { subscription: subscription.id, price: larger.id });
    const after = await client.stripe.subscriptions.retrieve(subscription.id);
    expect(after.items.data[0]?.price.id).toBe(larger.id);
    const cancel = await submit(`${session.url}/subscription/cancel`, { subscription: subscription.id });
    expect(cancel.status).toBe(400);
  });

  test("in a flow does that one thing and goes back", async () => {
    const { customer, subscription } = await subscriber();
    const session = await open(customer.id, {
      flow_data: {
        type: "subscription_cancel",
        subscription_cancel: { subscription: subscription.id },
        after_completion: { type: "redirect", redirect: { return_url: "http://shop.example/bye" } },
      },
    });
    const { location } = await submit(`${session.url}/subscription/cancel`, { subscription: subscription.id });
    expect(location).toBe("http://shop.example/bye");
  });

  test("cannot touch what belongs to another", async () => {
    const [one, other] = [await subscriber(), await subscriber()];
    const session = await open(one.customer.id);
    const { status } = await submit(`${session.url}/subscription/cancel`, { subscription: other.subscription.id });
    expect(status).toBe(404);
    expect((await client.stripe.subscriptions.retrieve(other.subscription.id)).cancel_at_period_end).toBe(false);
  });
});

test("a session needs a customer that is there", async () => {
  expect(await refusalOf(open("cus_none"))).toMatchObject({ code: "resource_missing", param: "customer" });
});

test("an open invoice is paid on its page", async () => {
  const customer = await client.stripe.customers.create({ email: "b@example.com" });
  await client.stripe.invoiceItems.create({
    customer: customer.id,
    amount: 2500,
    currency: "usd",
    description: "Setup",
  });
  const draft = await client.stripe.invoices.create({
    customer: customer.id,
    collection_method: "send_invoice",
    days_until_due: 7,
    pending_invoice_items_behavior: "include",
  });
  const invoice = await client.stripe.invoices.finalizeInvoice(draft.id);
  const url = String(invoice.hosted_invoice_url);
  expect(await (await fetch(url)).text()).toContain("Pay $25.00");
  expect((await submit(url, { ...CARD, number: "4000000000000002" })).html).toContain("Your card was declined.");
  expect(await client.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: "open", attempt_count: 1 });
  expect((await client.events()).map((event) => event.type)).toContain("invoice.payment_failed");
  await submit(url, CARD);
  expect(await client.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: "paid", amount_paid: 2500 });
});

test("what a configuration lets a customer say and change is offered, told and written down", async () => {
  const { stripe } = client;
  const { customer, product, larger, subscription } = await subscriber();
  const configuration = await stripe.billingPortal.configurations.create({
    business_profile: { terms_of_service_url: "http://shop.example/terms" },
    features: {
      customer_update: { enabled: true, allowed_updates: ["name", "phone", "address"] },
      subscription_cancel: {
        enabled: true,
        mode: "at_period_end",
        cancellation_reason: { enabled: true, options: ["too_expensive", "unused"] },
      },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["quantity"],
        products: [{ product: product.id, prices: [larger.id] }],
      },
    },
  });
  const session = await open(customer.id, { configuration: configuration.id });
  const page = await (await fetch(session.url)).text();
  for (const part of ["http://shop.example/terms", "It is too expensive", 'name="quantity"', 'name="line1"'])
    expect(page).toContain(part);
  expect(page).not.toContain('name="price"');
  expect(page).not.toContain('id="email"');
  const where = { line1: "Zeil 1", postal_code: "60313", city: "Frankfurt", country: "de" };
  await submit(`${session.url}/details`, { name: "Jörg", phone: "+49 69 1", email: "b@example.com", ...where });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
    name: "Jörg",
    phone: "+49 69 1",
    email: "a@example.com",
    address: { city: "Frankfurt" },
  });
  await submit(`${session.url}/subscription/change`, { subscription: subscription.id, quantity: "3" });
  await submit(`${session.url}/subscription/cancel`, { subscription: subscription.id, reason: "too_expensive" });
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    items: { data: [{ quantity: 3 }] },
    cancel_at_period_end: true,
    cancellation_details: { feedback: "too_expensive" },
  });
});
