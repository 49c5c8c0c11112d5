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

describe("what is refused", () => {
  const create = (more: Partial<Stripe.PaymentIntentCreateParams>) =>
    client.stripe.paymentIntents.create({ amount: 2000, currency: "usd", ...more });

  test.each<[string, Partial<Stripe.PaymentIntentCreateParams>, object]>([
    ["less than the currency's minimum", { amount: 49 }, { code: "amount_too_small", param: "amount" }],
    ["less than its minimum in another currency", { amount: 174, currency: "huf" }, { code: "amount_too_small" }],
    ["a customer that is not there", { customer: "cus_none" }, { code: "resource_missing", param: "customer" }],
    [
      "a method that is not there",
      { payment_method: "pm_none" },
      { code: "resource_missing", param: "payment_method" },
    ],
    ["off_session without confirm", { off_session: true }, { param: "off_session" }],
    [
      "a descriptor with a forbidden sign",
      { statement_descriptor_suffix: "TOKENS*" },
      { param: "statement_descriptor_suffix" },
    ],
    ["a parameter nobody knows", { colour: "red" } as object, { code: "parameter_unknown", param: "colour" }],
    [
      "no way back from a redirect",
      { confirm: true, payment_method: "pm_card_visa" },
      { message: expect.stringContaining("you must provide a `return_url`") },
    ],
  ])("%s", async (_name, parameters, expected) => {
    const refusal = await refusalOf(create(parameters));
    expect(refusal).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400, ...expected });
  });

  test("confirming, changing and canceling what is over", async () => {
    const { id } = await card("pm_card_visa");
    const { paymentIntents } = client.stripe;
    for (const call of [
      paymentIntents.confirm(id, { payment_method: "pm_card_visa" }),
      paymentIntents.update(id, { amount: 3000 }),
      paymentIntents.cancel(id),
    ]) {
      expect(await refusalOf(call)).toMatchObject({ code: "payment_intent_unexpected_state", statusCode: 400 });
    }
    expect(await paymentIntents.update(id, { metadata: { late: "yes" } })).toMatchObject({ metadata: { late: "yes" } });
  });

  test("a card number that is no test card", async () => {
    const payWith = (number: string) =>
      refusalOf(
        client.stripe.paymentMethods.create({
          type: "card",
          card: { number, exp_month: 12, exp_year: 2050, cvc: "123" },
        }),
      );
    expect(await payWith("4242424242424241")).toMatchObject({ code: "incorrect_number", statusCode: 402 });
    expect(await payWith("4111111111111111")).toMatchObject({
      code: "card_declined",
      decline_code: "test_mode_live_card",
    });
  });

  test("searching, which the sandbox does not do", async () => {
    const refusal = await refusalOf(client.stripe.paymentIntents.search({ query: "status:'succeeded'" }));
    expect(refusal.statusCode).toBe(404);
  });
});
