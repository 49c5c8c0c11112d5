import { discountsParameter } from "../invoicing/redeem-discounts.ts";
import { metadata } from "../parameters/metadata.ts";
import { boolean, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { either, emptyable, required } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import { automaticTaxParameter } from "../parameters/uncovered.ts";
import { addedItems } from "./added-invoice-items.ts";
import { changedItems, newItems } from "./item-parameters.ts";

const collectionMethod = enumeration(["charge_automatically", "send_invoice"]);
const paymentBehavior = enumeration([
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
]);
export const prorationBehavior = enumeration(["always_invoice", "create_prorations", "none"]);
const cancelAt = either(enumeration(["max_period_end", "min_period_end"]), timestamp());

/** A hash since 2026-09-30.endive: `billing_cycle_anchor[type]=now`. */
export const anchorParameter = object({ type: required(enumeration(["now", "unchanged"])) });

export const billingMode = object({
  type: required(enumeration(["classic", "flexible"])),
  flexible: object({ proration_discounts: enumeration(["included"]) }),
});

export const cancellationDetails = object({
  comment: emptyable(string()),
  feedback: emptyable(
    enumeration([
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ]),
  ),
});

/** What may be said of a subscription at any time and changes no bill. */
const describing = {
  automatic_tax: automaticTaxParameter(),
  collection_method: collectionMethod,
  days_until_due: integer({ minimum: 0 }),
  default_payment_method: string(),
  description: emptyable(string({ maximumLength: 500 })),
  invoice_settings: object({ description: emptyable(string()), footer: emptyable(string()) }),
  metadata: metadata(),
  payment_settings: object({
    payment_method_types: emptyable(list(enumeration(["card", "link", "sepa_debit"]))),
    save_default_payment_method: enumeration(["off", "on_subscription"]),
  }),
  trial_settings: object({
    end_behavior: required(
      object({
        billing_cycle_anchor: enumeration(["now", "unchanged"]),
        missing_payment_method: enumeration(["cancel", "create_invoice", "pause"]),
      }),
    ),
  }),
};

export const paymentParameters = {
  off_session: boolean(),
  payment_behavior: paymentBehavior,
  proration_behavior: prorationBehavior,
};

export const createShape = {
  ...describing,
  ...paymentParameters,
  add_invoice_items: addedItems(),
  backdate_start_date: timestamp(),
  billing_cycle_anchor: timestamp(),
  billing_cycle_anchor_config: object({
    day_of_month: required(integer({ minimum: 1, maximum: 31 })),
    hour: integer({ minimum: 0, maximum: 23 }),
    minute: integer({ minimum: 0, maximum: 59 }),
    month: integer({ minimum: 1, maximum: 12 }),
    second: integer({ minimum: 0, maximum: 59 }),
  }),
  billing_mode: billingMode,
  cancel_at: cancelAt,
  cancel_at_period_end: boolean(),
  currency: string({ maximumLength: 3 }),
  customer: required(string()),
  discounts: emptyable(discountsParameter()),
  items: required(newItems()),
  trial_end: either(enumeration(["now"]), timestamp()),
  trial_from_plan: boolean(),
  trial_period_days: integer({ minimum: 0, maximum: 730 }),
};

export const updateShape = {
  ...describing,
  ...paymentParameters,
  add_invoice_items: addedItems(),
  billing_cycle_anchor: anchorParameter,
  cancel_at: emptyable(cancelAt),
  cancel_at_period_end: boolean(),
  cancellation_details: cancellationDetails,
  discounts: emptyable(discountsParameter()),
  items: changedItems(),
  pause_collection: emptyable(
    object({
      behavior: required(enumeration(["keep_as_draft", "mark_uncollectible", "void"])),
      resumes_at: timestamp(),
    }),
  ),
  proration_date: timestamp(),
  trial_end: either(enumeration(["now"]), timestamp()),
  trial_from_plan: boolean(),
};
