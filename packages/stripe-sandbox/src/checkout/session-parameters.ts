import { shipping } from "../parameters/address.ts";
import { metadata } from "../parameters/metadata.ts";
import { currency } from "../parameters/money.ts";
import { pageLocale } from "../parameters/page-locale.ts";
import { boolean, email, enumeration, integer, string, timestamp, url } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import { automaticTaxParameter, switchChoice, switchedOff } from "../parameters/uncovered.ts";
import { recurringSchema } from "../resources/create-price.ts";
import { productDataShape } from "../resources/create-product.ts";
import { futureUsage, methodFilters, methodTypes } from "../resources/payment-intent-parameters.ts";

export const lineItemShape = {
  price: string(),
  price_data: object({
    currency: required(currency()),
    product: string(),
    product_data: object(productDataShape),
    recurring: recurringSchema,
    unit_amount: integer({ minimum: 0, maximum: 99_999_999 }),
  }),
  quantity: integer({ minimum: 1, maximum: 999_999 }),
};

const NO_CUSTOMER_UPDATE = "The sandbox's page does not write to a customer that exists already.";

const paymentIntentData = object({
  capture_method: enumeration(["automatic", "automatic_async", "manual"]),
  description: string(),
  metadata: metadata(),
  receipt_email: email(),
  setup_future_usage: futureUsage,
  shipping: shipping(),
  statement_descriptor: string(),
  statement_descriptor_suffix: string(),
  transfer_group: string(),
});

const subscriptionData = object({
  billing_cycle_anchor: timestamp(),
  billing_mode: object({ type: required(enumeration(["classic", "flexible"])) }),
  description: string({ maximumLength: 500 }),
  metadata: metadata(),
  proration_behavior: enumeration(["create_prorations", "none"]),
  trial_end: timestamp(),
  trial_period_days: integer({ minimum: 1, maximum: 730 }),
  trial_settings: object({
    end_behavior: required(object({ missing_payment_method: enumeration(["cancel", "create_invoice", "pause"]) })),
  }),
});

export const sessionShape = {
  ...methodFilters,
  allow_promotion_codes: boolean(),
  automatic_tax: automaticTaxParameter(),
  billing_address_collection: enumeration(["auto", "required"]),
  cancel_url: url(),
  client_reference_id: string({ maximumLength: 200 }),
  currency: currency(),
  customer: string(),
  customer_creation: enumeration(["always", "if_required"]),
  customer_email: email(),
  customer_update: object({
    address: switchChoice(["never", "auto"], NO_CUSTOMER_UPDATE),
    name: switchChoice(["never", "auto"], NO_CUSTOMER_UPDATE),
    shipping: switchChoice(["never", "auto"], NO_CUSTOMER_UPDATE),
  }),
  discounts: list(object({ coupon: string(), promotion_code: string() }), { maximum: 1 }),
  expires_at: timestamp(),
  line_items: list(object(lineItemShape), { maximum: 100 }),
  locale: pageLocale,
  metadata: metadata(),
  mode: enumeration(["payment", "setup", "subscription"]),
  payment_intent_data: paymentIntentData,
  payment_method_collection: enumeration(["always", "if_required"]),
  payment_method_types: methodTypes,
  phone_number_collection: object({ enabled: required(boolean()) }),
  saved_payment_method_options: object({
    allow_redisplay_filters: list(enumeration(["always", "limited", "unspecified"])),
    payment_method_remove: switchChoice(["disabled", "enabled"], "The sandbox's page removes no saved cards."),
    payment_method_save: switchChoice(
      ["disabled", "enabled"],
      "The sandbox's page does not ask whether to save a card.",
    ),
  }),
  setup_intent_data: object({ description: string(), metadata: metadata() }),
  submit_type: enumeration(["auto", "book", "donate", "pay", "subscribe"]),
  subscription_data: subscriptionData,
  success_url: url(),
  tax_id_collection: object({ enabled: required(switchedOff("The sandbox's page collects no tax ids.")) }),
  ui_mode: string(),
};
