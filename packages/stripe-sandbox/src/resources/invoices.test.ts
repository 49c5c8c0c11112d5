import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { startBillingScene } from "../testing/billing-scene.ts";

const NEW_YEAR = "2027-01-01T00:00:00Z";

async function billed(amount: number, options: { card?: string | null; balance?: number } = {}) {
  const scene = await startBillingScene({
    at: NEW_YEAR,
    ...(options.card === undefined ? {} : { card: options.card }),
  });
  const { stripe, customer } = scene;
  if (options.balance !== undefined) {
    await stripe.customers.createBalanceTransaction(customer, { amount: options.balance, currency: "usd" });
  }
  const { id } = await stripe.invoices.create({ customer, auto_advance: false });
  await stripe.invoiceItems.create({ customer, invoice: id, amount, currency: "usd", description: "Work" });
  const balance = async () => ((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance;
  return { ...scene, id, balance };
}

test("a draft is numbered and opened by finalizing, and then no longer edited or deleted", async () => {
  const { stripe, id, customer } = await billed(1500);
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "draft", number: null, total: 1500 });
  const open = await stripe.invoices.finalizeInvoice(id);
  const { invoice_prefix } = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
  expect(open).toMatchObject({
    status: "open",
    number: `${invoice_prefix}-0001`,
    amount_due: 1500,
    amount_remaining: 1500,
  });
  expect(open.hosted_invoice_url).toContain(id);
  await expect(stripe.invoices.update(id, { due_date: 2_000_000_000 })).rejects.toMatchObject({
    code: "invoice_not_editable",
  });
  await expect(stripe.invoices.del(id)).rejects.toMatchObject({ code: "invoice_not_editable" });
});

test("a deleted draft gives its items back to the next invoice", async () => {
  const { stripe, id, customer } = await billed(1500);
  expect(await stripe.invoices.del(id)).toMatchObject({ id, deleted: true });
  const next = await stripe.invoices.create({ customer, pending_invoice_items_behavior: "include" });
  expect(next.total).toBe(1500);
});

// https://docs.stripe.com/billing/customer/balance
describe("the customer's balance", () => {
  test.each([
    { balance: -400, due: 1100, after: 0 },
    { balance: -2000, due: 0, after: -500 },
    { balance: 300, due: 1800, after: 0 },
  ])("of $balance on an invoice of 1500 leaves $due to pay and $after", async ({ balance: before, due, after }) => {
    const { stripe, id, balance } = await billed(1500, { balance: before });
    const invoice = await stripe.invoices.finalizeInvoice(id);
    expect(invoice).toMatchObject({ total: 1500, starting_balance: before, ending_balance: after, amount_due: due });
    expect(invoice.status).toBe(due === 0 ? "paid" : "open");
    expect(await balance()).toBe(after);
  });

  test("comes back when the invoice is void", async () => {
    const { stripe, id, balance } = await billed(1500, { balance: -400 });
    await stripe.invoices.finalizeInvoice(id);
    expect((await stripe.invoices.voidInvoice(id)).status).toBe("void");
    expect(await balance()).toBe(-400);
  });

  test("takes what is too small to charge", async () => {
    const { stripe, id, balance } = await billed(49);
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ status: "paid", amount_due: 0 });
    expect(await balance()).toBe(49);
  });
});

describe("paying", () => {
  test("with another method, and not twice", async () => {
    const { stripe, id, customer } = await billed(1500, { card: null });
    await stripe.invoices.finalizeInvoice(id);
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ code: "resource_missing" });
    const { id: method } = await stripe.paymentMethods.attach("pm_card_mastercard", { customer });
    expect(await stripe.invoices.pay(id, { payment_method: method })).toMatchObject({
      status: "paid",
      amount_paid: 1500,
    });
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ code: "invoice_already_paid" });
  });

  test("a declined card is a 402, and the attempt is counted", async () => {
    const { stripe, id } = await billed(1500, { card: "pm_card_chargeCustomerFail" });
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "open", attempted: true, attempt_count: 1 });
  });

  test("out of band cancels the payment intent", async () => {
    const { stripe, id } = await billed(1500, { card: null });
    await stripe.invoices.finalizeInvoice(id);
    expect(await stripe.invoices.pay(id, { paid_out_of_band: true })).toMatchObject({
      status: "paid",
      amount_paid_off_stripe: 1500,
    });
    const [payment] = (await stripe.invoicePayments.list({ invoice: id, expand: ["data.payment.payment_intent"] }))
      .data;
    expect(payment?.status).toBe("canceled");
    expect(payment?.payment.payment_intent).toMatchObject({ status: "canceled" });
  });

  test("an uncollectible invoice can still be paid", async () => {
    const { stripe, id } = await billed(1500);
    await stripe.invoices.finalizeInvoice(id);
    expect((await stripe.invoices.markUncollectible(id)).status).toBe("uncollectible");
    expect((await stripe.invoices.pay(id)).status).toBe("paid");
  });

  test("a client that is declined tells invoice.payment_failed, and may try again", async () => {
    const { stripe, id, eventTypes } = await billed(1500, { card: null });
    const open = await stripe.invoices.finalizeInvoice(id, { expand: ["confirmation_secret"] });
    const intent = open.confirmation_secret?.client_secret.split("_secret_")[0] ?? "";
    await expect(
      stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa_chargeDeclined" }),
    ).rejects.toMatchObject({ statusCode: 402 });
    expect(await eventTypes()).toContain("invoice.payment_failed");
    await stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa" });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", attempt_count: 2 });
  });
});

test("lines are paged, ten of them on the invoice itself", async () => {
  const { stripe, id, customer } = await billed(100);
  for (let count = 1; count < 13; count += 1)
    await stripe.invoiceItems.create({ customer, invoice: id, amount: 100 + count, currency: "usd" });
  const invoice = await stripe.invoices.retrieve(id);
  expect([invoice.lines.data.length, invoice.lines.has_more, invoice.total]).toEqual([10, true, 1378]);
  const all = await stripe.invoices.listLineItems(id, { limit: 5 }).autoPagingToArray({ limit: 100 });
  expect(all).toHaveLength(13);
});

test("lines of a draft are added, changed and taken away", async () => {
  const { stripe, id, customer } = await billed(1500);
  const waiting = await stripe.invoiceItems.create({ customer, amount: 200, currency: "usd" });
  const added = await stripe.invoices.addLines(id, {
    lines: [{ invoice_item: waiting.id }, { amount: 300, description: "Travel" }],
  });
  expect(added.total).toBe(2000);
  const [work, extra] = added.lines.data;
  expect((await stripe.invoices.updateLineItem(id, work?.id ?? "", { amount: 1000 })).amount).toBe(1000);
  const removed = await stripe.invoices.removeLines(id, { lines: [{ id: extra?.id ?? "", behavior: "unassign" }] });
  expect(removed.total).toBe(1300);
  expect((await stripe.invoiceItems.list({ customer, pending: true })).data.map((item) => item.id)).toEqual([
    waiting.id,
  ]);
});

describe("credit notes", () => {
  test("lower what is owed on an open invoice, and raise it again when void", async () => {
    const { stripe, id } = await billed(1500);
    await stripe.invoices.finalizeInvoice(id);
    const note = await stripe.creditNotes.create({ invoice: id, amount: 500 });
    expect(note).toMatchObject({ total: 500, type: "pre_payment", status: "issued" });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      amount_remaining: 1000,
      pre_payment_credit_notes_amount: 500,
    });
    expect((await stripe.creditNotes.voidCreditNote(note.id)).status).toBe("void");
    expect(await stripe.invoices.pay(id)).toMatchObject({ amount_paid: 1500 });
  });

  test("send money of a paid invoice to the card and to the balance, no more than was paid", async () => {
    const { stripe, id, balance } = await billed(1500);
    const paid = await stripe.invoices.pay(id);
    const line = paid.lines.data[0]?.id ?? "";
    const asked = {
      invoice: id,
      lines: [{ type: "invoice_line_item" as const, invoice_line_item: line, amount: 900 }],
      refund_amount: 600,
      credit_amount: 300,
    };
    expect((await stripe.creditNotes.preview(asked)).total).toBe(900);
    expect((await stripe.creditNotes.list({ invoice: id })).data).toEqual([]);
    const note = await stripe.creditNotes.create({ ...asked, expand: ["refunds.refund"] });
    expect(note.refunds[0]?.refund).toMatchObject({ amount: 600, status: "succeeded" });
    expect(await balance()).toBe(-300);
    expect((await stripe.invoices.retrieve(id)).post_payment_credit_notes_amount).toBe(900);
    await expect(stripe.creditNotes.create({ invoice: id, amount: 601, refund_amount: 601 })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

test("yen are whole, and fifty of them are the least charge", async () => {
  const { stripe } = await startBillingScene({ at: NEW_YEAR });
  const { id: customer } = await stripe.customers.create({
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
  });
  const product = await stripe.products.create({ name: "Sencha" });
  const { id: price } = await stripe.prices.create({
    currency: "jpy",
    unit_amount: 500,
    recurring: { interval: "month" },
    product: product.id,
  });
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price }], expand: ["latest_invoice"] });
  expect(subscription.latest_invoice).toMatchObject({ currency: "jpy", amount_paid: 500 });
  const invoice = subscription.latest_invoice as Stripe.Invoice;
  expect(invoice.lines.data[0]?.description).toBe("1 × Sencha (at ¥500 / month)");
});

test("the retry schedule and what follows it can be set", async () => {
  const { stripe, customer, price, useCard, advance, control } = await startBillingScene({ at: NEW_YEAR });
  await control("POST", "/billing", {
    retry_delays_seconds: [3600, 7200],
    subscription_after_retries: "unpaid",
    invoice_after_retries: "uncollectible",
  });
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
  await useCard("pm_card_chargeCustomerFail");
  await advance("2027-02-01T04:00:00Z");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("unpaid");
  const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
  expect(invoice).toMatchObject({ status: "uncollectible", attempt_count: 3 });
});

test("a customer who passes 3-D Secure and is declined all the same leaves the invoice open, tried twice", async () => {
  const { stripe, sandbox, id } = await billed(1500, {
    card: "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
  });
  const refusal = stripe.invoices.pay(id, { off_session: false });
  await expect(refusal).rejects.toMatchObject({ code: "invoice_payment_intent_requires_action" });
  const [payment] = (await stripe.invoicePayments.list({ invoice: id })).data;
  await fetch(`${sandbox.url}/3d-secure/${payment?.payment.payment_intent}`, {
    method: "POST",
    body: new URLSearchParams({ outcome: "complete" }),
  });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "open", attempt_count: 2 });
});
