import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

const card = (method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  client.stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    confirm: true,
    payment_method: method,
    allowed_payment_method_types: ["card"],
    ...more,
  });

describe("a payment that succeeds", () => {
  test("has a charge, a balance transaction less the fee, and its events in order", async () => {
    const intent = await card("pm_card_visa", {
      description: "ten tokens",
      expand: ["latest_charge.balance_transaction"],
      metadata: { purchase: "p1" },
      receipt_email: "a@example.com",
    });
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 2000, next_action: null });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({
      paid: true,
      description: "ten tokens",
      metadata: { purchase: "p1" },
      receipt_email: "a@example.com",
      payment_method_details: { card: { brand: "visa", last4: "4242", funding: "credit" } },
      outcome: { type: "authorized", network_status: "approved_by_network" },
    });
    // 2.9 % of 20.00 and 0.30.
    expect(charge.balance_transaction).toMatchObject({
      amount: 2000,
      fee: 88,
      net: 1912,
      status: "pending",
      type: "charge",
    });
    const types = (await client.events()).map((event) => event.type);
    expect(types).toEqual(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated"]);
  });

  test("keeps the method for the customer when it says so", async () => {
    const customer = await client.stripe.customers.create({});
    const intent = await card("pm_card_mastercard", { customer: customer.id, setup_future_usage: "off_session" });
    const { data } = await client.stripe.customers.listPaymentMethods(customer.id);
    expect(data.map((method) => method.id)).toEqual([intent.payment_method]);
    const again = await card(String(intent.payment_method), { customer: customer.id, off_session: true });
    expect(again.status).toBe("succeeded");
  });

  test("uses a method up that belongs to nobody", async () => {
    const intent = await card("pm_card_visa");
    const refusal = await refusalOf(card(String(intent.payment_method)));
    expect(refusal.message).toContain("may not be used again");
  });
});

describe("a payment that is declined", () => {
  test.each([
    ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"],
    ["pm_card_radarBlock", "card_declined", "fraudulent"],
  ])("%s answers 402 %s, %s and leaves a failed charge and an open intent", async (method, code, declineCode) => {
    const refusal = await refusalOf(card(method));
    expect(refusal).toMatchObject({ statusCode: 402, type: "StripeCardError", code, decline_code: declineCode });
    const intent = await client.stripe.paymentIntents.retrieve(String(refusal.payment_intent?.id), {
      expand: ["latest_charge"],
    });
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { code, decline_code: declineCode, type: "card_error" },
      latest_charge: { status: "failed", paid: false, failure_code: code },
    });
    const paid = await client.stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  });
});

describe("3-D Secure", () => {
  test("waits for the customer and says where the local page is", async () => {
    const intent = await card("pm_card_authenticationRequired", { return_url: "http://shop.example/done" });
    expect(intent).toMatchObject({
      status: "requires_action",
      next_action: {
        type: "redirect_to_url",
        redirect_to_url: {
          return_url: "http://shop.example/done",
          url: `${client.sandbox.url}/3d-secure/${intent.id}`,
        },
      },
    });
  });

  test("off session it is a decline, which says that authentication was missing", async () => {
    const customer = await client.stripe.customers.create({});
    const method = await client.stripe.paymentMethods.attach("pm_card_authenticationRequired", {
      customer: customer.id,
    });
    const refusal = await refusalOf(card(method.id, { customer: customer.id, off_session: true }));
    expect(refusal).toMatchObject({ code: "authentication_required", decline_code: "authentication_required" });
  });

  test("a card that was set up is not asked again off session", async () => {
    const customer = await client.stripe.customers.create({});
    const setup = await client.stripe.setupIntents.create({
      customer: customer.id,
      payment_method: "pm_card_authenticationRequiredOnSetup",
      confirm: true,
      return_url: "http://shop.example/done",
    });
    expect(setup.status).toBe("requires_action");
    await fetch(`${client.sandbox.url}/3d-secure/${setup.id}`, {
      method: "POST",
      body: new URLSearchParams({ outcome: "complete" }),
      redirect: "manual",
    });
    const done = await client.stripe.setupIntents.retrieve(setup.id, { expand: ["payment_method"] });
    expect(done).toMatchObject({ status: "succeeded", payment_method: { customer: customer.id } });
    const intent = await card((done.payment_method as Stripe.PaymentMethod).id, {
      customer: customer.id,
      off_session: true,
    });
    expect(intent.status).toBe("succeeded");
  });
});

describe("holding money first", () => {
  test("a part is captured and the rest is let go", async () => {
    const held = await card("pm_card_visa", { capture_method: "manual" });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000, amount_received: 0 });
    const tooMuch = await refusalOf(client.stripe.paymentIntents.capture(held.id, { amount_to_capture: 2001 }));
    expect(tooMuch).toMatchObject({ code: "amount_too_large", param: "amount_to_capture" });
    const captured = await client.stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 1500,
      expand: ["latest_charge"],
    });
    expect(captured).toMatchObject({
      status: "succeeded",
      amount_received: 1500,
      amount_capturable: 0,
      latest_charge: { amount: 2000, amount_captured: 1500, captured: true },
    });
    const again = await refusalOf(client.stripe.paymentIntents.capture(held.id));
    expect(again).toMatchObject({ code: "payment_intent_unexpected_state" });
  });

  test("a hold nobody captured ends after seven days", async () => {
    const held = await card("pm_card_visa", { capture_method: "manual" });
    await client.advance(7 * 24 * 3600 + 1);
    const ended = await client.stripe.paymentIntents.retrieve(held.id, { expand: ["latest_charge"] });
    expect(ended).toMatchObject({
      status: "canceled",
      cancellation_reason: "automatic",
      latest_charge: { refunded: true },
    });
  });
});

test("a SEPA debit is promised, then arrives or fails", async () => {
  const debit = async (iban: string) => {
    const method = await client.stripe.paymentMethods.create({
      type: "sepa_debit",
      sepa_debit: { iban },
      billing_details: { name: "Bob", email: "bob@example.com" },
    });
    return client.stripe.paymentIntents.create({
      amount: 1000,
      currency: "eur",
      confirm: true,
      payment_method: method.id,
      allowed_payment_method_types: ["sepa_debit"],
      mandate_data: { customer_acceptance: { type: "offline", accepted_at: 1_590_590_577 } },
    });
  };
  const [arriving, failing] = [await debit("AT611904300234573201"), await debit("AT861904300235473202")];
  expect([arriving.status, failing.status]).toEqual(["processing", "processing"]);
  await client.advance(2);
  const [arrived, failed] = [
    await client.stripe.paymentIntents.retrieve(arriving.id),
    await client.stripe.paymentIntents.retrieve(failing.id),
  ];
  expect(arrived).toMatchObject({ status: "succeeded", amount_received: 1000 });
  expect(failed).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { charge: failing.latest_charge },
  });
});

test("a manual confirmation is confirmed twice when the customer was asked", async () => {
  const waiting = await card("pm_card_authenticationRequired", {
    confirmation_method: "manual",
    return_url: "http://shop.example/",
  });
  await fetch(`${client.sandbox.url}/3d-secure/${waiting.id}`, {
    method: "POST",
    body: new URLSearchParams({ outcome: "complete" }),
    redirect: "manual",
  });
  expect((await client.stripe.paymentIntents.retrieve(waiting.id)).status).toBe("requires_confirmation");
  expect((await client.stripe.paymentIntents.confirm(waiting.id)).status).toBe("succeeded");
});
