import { shipping } from "../parameters/address.ts";
import { metadata } from "../parameters/metadata.ts";
import { amount, currency } from "../parameters/money.ts";
import { boolean, email, enumeration, integer, string, timestamp, url } from "../parameters/scalars.ts";
import { either, emptyable, only, required } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import { paymentMethodShape } from "../payments/card-parameters.ts";
import { invalidRequest } from "../wire/errors.ts";

const captureMethod = enumeration(["automatic", "automatic_async", "manual"]);
export const futureUsage = enumeration(["off_session", "on_session"]);

export const mandateData = object({
  customer_acceptance: required(
    object({
      accepted_at: timestamp(),
      offline: object({}),
      online: object({ ip_address: string(), user_agent: string() }),
      type: required(enumeration(["offline", "online"])),
    }),
  ),
});

export const methodTypes = list(enumeration(["card", "sepa_debit"]));

/** Filters of what the dashboard has switched on; types the sandbox does not have filter nothing in or out. */
export const methodFilters = {
  allowed_payment_method_types: list(string()),
  excluded_payment_method_types: list(string()),
};

export const methodOptions = object({
  card: object({
    request_three_d_secure: enumeration(["any", "automatic", "challenge"]),
  }),
});

const described = {
  ...methodFilters,
  capture_method: captureMethod,
  payment_method: string(),
  payment_method_data: object(paymentMethodShape),
  payment_method_options: methodOptions,
  payment_method_types: methodTypes,
  receipt_email: emptyable(email()),
  setup_future_usage: emptyable(futureUsage),
  shipping: emptyable(shipping()),
};

const changeable = {
  ...described,
  amount: amount(1),
  currency: currency(),
  customer: string(),
  description: emptyable(string()),
  metadata: metadata(),
  statement_descriptor: emptyable(string()),
  statement_descriptor_suffix: emptyable(string()),
  transfer_group: string(),
};

const atConfirmation = {
  error_on_requires_action: boolean(),
  mandate: string(),
  mandate_data: emptyable(mandateData),
  off_session: either(boolean(), enumeration(["one_off", "recurring"])),
  return_url: url(),
  use_stripe_sdk: boolean(),
};

export const createShape = {
  ...changeable,
  ...atConfirmation,
  amount: required(amount(1)),
  automatic_payment_methods: object({
    allow_redirects: enumeration(["always", "never"]),
    enabled: required(boolean()),
  }),
  confirm: boolean(),
  confirmation_method: enumeration(["automatic", "manual"]),
  currency: required(currency()),
};

export const updateShape = changeable;

const { payment_method_types: _onlyBefore, ...confirmable } = described;
export const confirmShape = { ...confirmable, ...atConfirmation, client_secret: string() };

export const captureShape = {
  amount_to_capture: integer({ minimum: 1 }),
  final_capture: only(
    boolean(),
    (isFinal) => isFinal,
    "`final_capture` can only be false where multicapture is available, which it is not for this PaymentIntent.",
  ),
  metadata: metadata(),
  statement_descriptor: string(),
  statement_descriptor_suffix: string(),
};

/** Where the customer comes back to: needed unless no method can lead away from the page. */
export function missingReturnUrl(): Error {
  return invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}
