import type Stripe from "stripe";
import { formatAmount, minimumCharge } from "../billing/currencies.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { buildAddress } from "../parameters/address.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { statementDescriptorProblem } from "../payments/statement-descriptor.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { createShape, updateShape } from "./payment-intent-parameters.ts";

export type PaymentIntent = Stored<Stripe.PaymentIntent>;
type Given = Parsed<typeof createShape>;

/** A payment intent before its first attempt. */
export function buildPaymentIntent(world: World, given: Given): PaymentIntent {
  const id = world.payment_intents.newId();
  const customer = given.customer === undefined ? null : world.customers.require(given.customer, "customer", 400).id;
  const isAutomatic = given.automatic_payment_methods?.enabled ?? given.payment_method_types === undefined;
  const blank = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: isAutomatic
      ? { allow_redirects: given.automatic_payment_methods?.allow_redirects ?? "always", enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: given.confirmation_method ?? "automatic",
    created: nowOfCustomer(world, customer),
    currency: given.currency,
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: methodTypesOf(given),
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  } satisfies PaymentIntent;
  return changedIntent(blank, given);
}

/** The intent with what may be described written over it; what was not given stays. */
export function changedIntent(intent: PaymentIntent, given: Parsed<typeof updateShape>): PaymentIntent {
  const {
    shipping,
    metadata,
    payment_method: _method,
    payment_method_data: _data,
    payment_method_options: options,
    customer: _customer,
    ...plain
  } = given;
  const changed: PaymentIntent = {
    ...intent,
    ...withoutUndefined(plain),
    ...(shipping === undefined
      ? {}
      : {
          shipping: shipping && {
            address: buildAddress(shipping.address),
            carrier: null,
            name: shipping.name,
            phone: shipping.phone ?? null,
            tracking_number: null,
          },
        }),
    metadata: mergeMetadata(intent.metadata, metadata),
    ...(given.allowed_payment_method_types === undefined && given.excluded_payment_method_types === undefined
      ? {}
      : { payment_method_types: methodTypesOf({ ...given, currency: given.currency ?? intent.currency }) }),
    payment_method_options:
      options?.card === undefined
        ? intent.payment_method_options
        : { ...intent.payment_method_options, card: { ...DEFAULT_CARD_OPTIONS, ...withoutUndefined(options.card) } },
  };
  checkAmount(changed);
  checkDescriptors(changed, given);
  return changed;
}

function checkAmount({ amount, currency }: PaymentIntent): void {
  const minimum = minimumCharge(currency);
  if (amount >= minimum) return;
  throw invalidRequest(`Amount must be at least ${formatAmount(minimum, currency)} ${currency}`, {
    code: "amount_too_small",
    param: "amount",
  });
}

function checkDescriptors(intent: PaymentIntent, given: Parsed<typeof updateShape>): void {
  const checks = [
    ["statement_descriptor", "full"],
    ["statement_descriptor_suffix", "suffix"],
  ] as const;
  for (const [param, kind] of checks) {
    const descriptor = given[param];
    const problem = descriptor == null ? null : statementDescriptorProblem(descriptor, kind);
    if (problem !== null) throw invalidRequest(problem, { param });
  }
  if (given.statement_descriptor != null && intent.payment_method_types.join() === "card") {
    throw invalidRequest(
      "The `statement_descriptor` parameter isn't supported for PaymentIntents with payment_method_type `card`. Use `statement_descriptor_suffix` instead.",
      { param: "statement_descriptor" },
    );
  }
}

/** The named types, or those the dashboard has switched on: cards everywhere, SEPA debits where money is euros. */
export function methodTypesOf(given: {
  currency: string | null;
  allowed_payment_method_types?: string[] | null | undefined;
  excluded_payment_method_types?: string[] | null | undefined;
  payment_method_types?: string[] | undefined;
}): string[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given;
  const switchedOn = given.currency === "eur" ? ["card", "sepa_debit"] : ["card"];
  const types =
    given.payment_method_types ??
    switchedOn.filter((type) => (allowed?.includes(type) ?? true) && excluded?.includes(type) !== true);
  if (types.length > 0) return types;
  throw invalidRequest(
    "No valid payment method types for this payment. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard.",
    { param: "allowed_payment_method_types" },
  );
}

const DEFAULT_CARD_OPTIONS = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: "automatic",
} as const;
