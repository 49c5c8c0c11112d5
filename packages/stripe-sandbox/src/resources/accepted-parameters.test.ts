import { describe, expect, test } from "vitest";
import { startBillingScene } from "../testing/billing-scene.ts";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();
const PAGES = { success_url: "http://shop.example/thanks" };
const LINE = { price_data: { currency: "usd", unit_amount: 500, product_data: { name: "Tokens" } }, quantity: 1 };
const pageOf = async (url: string | null | undefined) => (await fetch(url ?? "")).text();

describe("what would be accepted and then ignored is refused", () => {
  test("automatic tax, wherever it can be switched on", async () => {
    const { stripe } = client;
    const customer = (await stripe.customers.create()).id;
    const tax = { automatic_tax: { enabled: true } };
    const calls = [
      stripe.invoices.create({ customer, ...tax }),
      stripe.invoices.createPreview({ customer, ...tax }),
      stripe.subscriptions.create({ customer, items: [], ...tax }),
      stripe.checkout.sessions.create({ mode: "payment", line_items: [LINE], ...PAGES, ...tax }),
    ];
    for (const call of calls) expect((await refusalOf(call)).message).toContain("automatic tax");
    expect((await stripe.invoices.create({ customer, automatic_tax: { enabled: false } })).automatic_tax.enabled).toBe(
      false,
    );
  });

  test("what the hosted page does not do", async () => {
    const { stripe } = client;
    const open = (more: object) =>
      refusalOf(stripe.checkout.sessions.create({ mode: "payment", line_items: [LINE], ...PAGES, ...more }));
    const custom_unit_amount = { enabled: true };
    const price = await stripe.prices.create({ currency: "usd", product_data: { name: "Gift" }, custom_unit_amount });
    for (const [more, param] of [
      [{ tax_id_collection: { enabled: true } }, "tax_id_collection[enabled]"],
      [{ customer_update: { address: "auto" } }, "customer_update[address]"],
      [
        { saved_payment_method_options: { payment_method_save: "enabled" } },
        "saved_payment_method_options[payment_method_save]",
      ],
      [{ locale: "tlh" }, "locale"],
      [{ line_items: [{ price: price.id, quantity: 1 }] }, "line_items[0][price]"],
    ] as const) {
      expect(await open(more), param).toMatchObject({ statusCode: 400, param });
    }
  });

  test("a mandate that is not there, captures that are not final, events at another version, amounts `recurring`", async () => {
    const { stripe } = client;
    const held = await stripe.paymentIntents.create({
      amount: 1000,
      currency: "usd",
      capture_method: "manual",
      payment_method: "pm_card_visa",
      confirm: true,
      allowed_payment_method_types: ["card"],
    });
    const customer = (await stripe.customers.create()).id;
    const refusals = [
      stripe.paymentIntents.capture(held.id, { final_capture: false }),
      stripe.paymentIntents.create({
        amount: 1000,
        currency: "usd",
        payment_method: "pm_card_visa",
        confirm: true,
        mandate: "mandate_nowhere",
        return_url: "http://shop.example",
      }),
      stripe.webhookEndpoints.create({
        url: "http://127.0.0.1:9/",
        enabled_events: ["*"],
        api_version: "2020-08-27",
      }),
      stripe.invoices.createPreview({ customer, preview_mode: "recurring" }),
      stripe.coupons.create({ percent_off: 10, redeem_by: 1_700_000_000 }),
    ];
    for (const call of refusals) expect((await refusalOf(call)).statusCode).toBe(400);
  });

  test("methods an invoice could never be paid with", async () => {
    const { stripe, price, customer } = await startBillingScene({ at: "2026-01-31T12:00:00Z" });
    const items = [{ price: await price(1000) }];
    const payment_settings = { payment_method_types: ["sepa_debit" as const] };
    await refusalOf(stripe.subscriptions.create({ customer, items, payment_settings }));
    const { id } = await stripe.subscriptions.create({ customer, items });
    const refusal = await refusalOf(stripe.subscriptions.update(id, { payment_settings }));
    expect(refusal.param).toBe("payment_settings[payment_method_types]");
  });
});

describe("what is accepted has its effect", () => {
  test("phone, billing address and the button's word are asked for on the page and told in the session", async () => {
    const { stripe } = client;
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [LINE],
      ...PAGES,
      submit_type: "donate",
      phone_number_collection: { enabled: true },
      billing_address_collection: "required",
      customer_creation: "always",
    });
    const page = await pageOf(session.url);
    for (const part of ['name="phone"', 'name="line1"', "Donate $5.00"]) expect(page).toContain(part);
    const form = { number: "4242424242424242", expiry: "12/40", cvc: "123", email: "a@example.com", name: "A" };
    const address = { line1: "Zeil 1", postal_code: "60313", city: "Frankfurt", country: "de" };
    const body = new URLSearchParams({ ...form, ...address, phone: "+49 69 1234" });
    await fetch(session.url ?? "", { method: "POST", body, redirect: "manual" });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid.customer_details).toMatchObject({ phone: "+49 69 1234", address: { ...address, country: "DE" } });
    expect(await stripe.customers.retrieve(`${paid.customer}`)).toMatchObject({ phone: "+49 69 1234" });
  });

  test("an invoice's number is its own; its descriptor, footer and fields are on the charge and on its page", async () => {
    const { stripe } = client;
    const customer = (await stripe.customers.create({ invoice_prefix: "ABC", next_invoice_sequence: 42 })).id;
    const draft = await stripe.invoices.create({
      customer,
      number: "INV-1",
      statement_descriptor: "FAIR TELEPHONY",
      footer: "Thank you.",
      custom_fields: [{ name: "Order", value: "PO 77" }],
    });
    await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 700, currency: "usd" });
    const open = await stripe.invoices.finalizeInvoice(draft.id);
    const page = await pageOf(open.hosted_invoice_url);
    for (const part of ["Invoice INV-1", "Thank you.", "Order", "PO 77"]) expect(page).toContain(part);
    const method = await stripe.paymentMethods.attach("pm_card_visa", { customer });
    await stripe.invoices.pay(open.id, { payment_method: method.id });
    const [charge] = (await stripe.charges.list({ customer })).data;
    expect(charge).toMatchObject({
      statement_descriptor: "FAIR TELEPHONY",
      calculated_statement_descriptor: "FAIR TELEPHONY",
    });
    await refusalOf(stripe.invoices.create({ customer, number: "INV-1" }));
    await refusalOf(stripe.customers.create({ invoice_prefix: "ABC" }));
    await refusalOf(stripe.customers.create({ invoice_prefix: "a b" }));
  });

  test("what a capture says of the statement is on the charge", async () => {
    const { stripe } = client;
    const held = await stripe.paymentIntents.create({
      amount: 1000,
      currency: "usd",
      capture_method: "manual",
      payment_method: "pm_card_visa",
      confirm: true,
      allowed_payment_method_types: ["card"],
    });
    const taken = await stripe.paymentIntents.capture(held.id, {
      statement_descriptor_suffix: "CALL 7",
      expand: ["latest_charge"],
    });
    expect(taken.latest_charge).toMatchObject({ calculated_statement_descriptor: "LOCAL TEST* CALL 7" });
  });
});

test("a coupon shows its products and its other currencies only when they are expanded", async () => {
  const { stripe } = client;
  const product = (await stripe.products.create({ name: "Tokens" })).id;
  const coupon = await stripe.coupons.create({
    amount_off: 500,
    currency: "usd",
    applies_to: { products: [product] },
    currency_options: { eur: { amount_off: 400 } },
  });
  expect(Object.keys(coupon)).not.toEqual(expect.arrayContaining(["applies_to"]));
  expect(Object.keys(coupon)).not.toEqual(expect.arrayContaining(["currency_options"]));
  const whole = await stripe.coupons.retrieve(coupon.id, { expand: ["applies_to", "currency_options"] });
  expect(whole).toMatchObject({ applies_to: { products: [product] }, currency_options: { eur: { amount_off: 400 } } });
  const plain = await stripe.coupons.create({ percent_off: 5, expand: ["applies_to"] });
  expect(plain.applies_to).toBeNull();
});
