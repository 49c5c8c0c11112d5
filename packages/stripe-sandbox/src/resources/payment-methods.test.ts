import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

describe("a customer's payment methods", () => {
  test("a test id means a new method each time, listed newest first", async () => {
    const customer = await client.stripe.customers.create({});
    const visa = await client.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    const amex = await client.stripe.paymentMethods.attach("pm_card_amex", { customer: customer.id });
    expect(visa.id).toMatch(/^pm_1/u);
    expect(amex.card).toMatchObject({ brand: "amex", last4: "0005", display_brand: "american_express" });
    const { data } = await client.stripe.paymentMethods.list({ customer: customer.id, type: "card" });
    expect(data.map((method) => method.id)).toEqual([amex.id, visa.id]);
    expect(visa.card?.fingerprint).not.toBe(amex.card?.fingerprint);
  });

  test("a customer is born with one and pays with it by default", async () => {
    const customer = await client.stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
      expand: ["invoice_settings.default_payment_method"],
    });
    expect(customer.invoice_settings.default_payment_method).toMatchObject({ customer: customer.id, type: "card" });
    expect(Object.keys(customer)).not.toContain("payment_method");
  });

  test("another customer's method cannot be the default", async () => {
    const [one, other] = [await client.stripe.customers.create({}), await client.stripe.customers.create({})];
    const method = await client.stripe.paymentMethods.attach("pm_card_visa", { customer: one.id });
    const refusal = await refusalOf(
      client.stripe.customers.update(other.id, { invoice_settings: { default_payment_method: method.id } }),
    );
    expect(refusal).toMatchObject({ code: "resource_missing", param: "invoice_settings[default_payment_method]" });
    const taken = await refusalOf(client.stripe.paymentMethods.attach(method.id, { customer: other.id }));
    expect(taken.message).toContain("already been attached");
  });

  test("a declining card cannot be attached, and nobody is created with it", async () => {
    const before = await client.stripe.customers.list();
    for (const method of ["pm_card_visa_chargeDeclined", "pm_card_chargeDeclinedIncorrectCvc"]) {
      expect(await refusalOf(client.stripe.customers.create({ payment_method: method }))).toMatchObject({
        statusCode: 402,
      });
    }
    expect((await client.stripe.customers.list()).data.length).toBe(before.data.length);
    const customer = await client.stripe.customers.create({ payment_method: "pm_card_chargeCustomerFail" });
    expect((await client.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  test("a detached one is nobody's default any more and cannot come back", async () => {
    const customer = await client.stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    });
    const method = String(customer.invoice_settings.default_payment_method);
    expect((await client.stripe.paymentMethods.detach(method)).customer).toBeNull();
    const after = await client.stripe.customers.retrieve(customer.id);
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: null } });
    expect((await refusalOf(client.stripe.paymentMethods.attach(method, { customer: customer.id }))).message).toContain(
      "may not be used again",
    );
  });

  test("can be changed while a customer has them", async () => {
    const loose = await client.stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
    expect(
      (await refusalOf(client.stripe.paymentMethods.update(loose.id, { metadata: { a: "1" } }))).message,
    ).toContain("must save this PaymentMethod");
    const customer = await client.stripe.customers.create({});
    await client.stripe.paymentMethods.attach(loose.id, { customer: customer.id });
    const changed = await client.stripe.paymentMethods.update(loose.id, {
      billing_details: { name: "Ada", address: { country: "DK" } },
      card: { exp_month: 3, exp_year: 2049 },
    });
    expect(changed).toMatchObject({
      billing_details: { name: "Ada", address: { country: "DK", line1: null } },
      card: { exp_month: 3, exp_year: 2049 },
    });
  });

  test("card details are checked as a card form checks them", async () => {
    const create = (card: { number?: string; exp_month?: number; exp_year?: number; cvc?: string }) =>
      client.stripe.paymentMethods.create({
        type: "card",
        card: { number: "4242424242424242", exp_month: 12, exp_year: 2049, cvc: "123", ...card },
      });
    expect(await refusalOf(create({ exp_month: 13 }))).toMatchObject({ code: "invalid_expiry_month" });
    expect(await refusalOf(create({ exp_year: 1995 }))).toMatchObject({ code: "invalid_expiry_year" });
    expect(await refusalOf(create({ cvc: "99" }))).toMatchObject({ code: "invalid_cvc" });
    expect((await create({ number: "5555 5555 5555 4444" })).card).toMatchObject({
      brand: "mastercard",
      last4: "4444",
    });
  });
});

describe("setup intents", () => {
  const setUp = (method: string, customer?: string) =>
    client.stripe.setupIntents.create({
      confirm: true,
      payment_method: method,
      allowed_payment_method_types: ["card"],
      ...(customer === undefined ? {} : { customer }),
    });

  test("save a card for its customer", async () => {
    const customer = await client.stripe.customers.create({});
    const done = await setUp("pm_card_visa", customer.id);
    expect(done).toMatchObject({ status: "succeeded", customer: customer.id, usage: "off_session" });
    const method = await client.stripe.paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(customer.id);
    const [attempt] = (await client.stripe.setupAttempts.list({ setup_intent: done.id })).data;
    expect(attempt).toMatchObject({ id: done.latest_attempt, status: "succeeded" });
  });

  test("say what was wrong with a declined card, and take another", async () => {
    const refusal = await refusalOf(setUp("pm_card_chargeDeclinedExpiredCard"));
    expect(refusal).toMatchObject({
      code: "expired_card",
      statusCode: 402,
      setup_intent: { status: "requires_payment_method" },
    });
    const id = String(refusal.setup_intent?.id);
    const done = await client.stripe.setupIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(done).toMatchObject({ status: "succeeded", last_setup_error: null });
    expect(await refusalOf(client.stripe.setupIntents.cancel(id))).toMatchObject({
      code: "setup_intent_unexpected_state",
    });
  });

  test("are canceled with a reason", async () => {
    const { id } = await client.stripe.setupIntents.create({});
    const canceled = await client.stripe.setupIntents.cancel(id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
  });
});
