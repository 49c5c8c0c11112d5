import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

const SUCCESS = "http://shop.example/done?session={CHECKOUT_SESSION_ID}";
const tokens: Stripe.Checkout.SessionCreateParams.LineItem = {
  quantity: 2,
  price_data: { currency: "usd", unit_amount: 1500, product_data: { name: "1,000 tokens" } },
};
const plan: Stripe.Checkout.SessionCreateParams.LineItem = {
  quantity: 1,
  price_data: {
    currency: "usd",
    unit_amount: 4900,
    product_data: { name: "Growth" },
    recurring: { interval: "month" },
  },
};
const create = (more: Stripe.Checkout.SessionCreateParams) =>
  client.stripe.checkout.sessions.create({ success_url: SUCCESS, cancel_url: "http://shop.example/cart", ...more });

describe("what is refused", () => {
  const now = Math.floor(Date.now() / 1000);
  test.each<[string, Stripe.Checkout.SessionCreateParams, object]>([
    ["no success address", { success_url: "", mode: "payment", line_items: [tokens] }, { param: "success_url" }],
    ["nothing for sale", { mode: "payment" }, { code: "parameter_missing", param: "line_items" }],
    ["a recurring price in payment mode", { mode: "payment", line_items: [plan] }, { param: "line_items" }],
    [
      "only one-time prices in subscription mode",
      { mode: "subscription", line_items: [tokens] },
      { param: "line_items" },
    ],
    ["data of another mode", { mode: "payment", line_items: [tokens], subscription_data: {} as object }, {}],
    ["another presentation", { mode: "payment", line_items: [tokens], ui_mode: "elements" }, { param: "ui_mode" }],
    [
      "a customer and an address",
      { mode: "payment", line_items: [tokens], customer: "cus_x", customer_email: "a@b.co" },
      {},
    ],
    ["too short a life", { mode: "payment", line_items: [tokens], expires_at: now + 60 }, { param: "expires_at" }],
    [
      "too long a life",
      { mode: "payment", line_items: [tokens], expires_at: now + 90_000_000 },
      { param: "expires_at" },
    ],
    [
      "a price that is not there",
      { mode: "payment", line_items: [{ price: "price_x", quantity: 1 }] },
      { code: "resource_missing" },
    ],
  ])("%s", async (name, parameters, expected) => {
    if (name === "data of another mode") parameters.subscription_data = { description: "x" };
    expect(await refusalOf(create(parameters))).toMatchObject({
      type: "StripeInvalidRequestError",
      statusCode: 400,
      ...expected,
    });
  });
});
