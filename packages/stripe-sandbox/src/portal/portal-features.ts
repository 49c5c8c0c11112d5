import type Stripe from "stripe";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import { emptyable, only, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import type { Stored } from "../store/stored.ts";

type Features = Stored<Stripe.BillingPortal.Configuration.Features>;

const prorationBehavior = enumeration(["always_invoice", "create_prorations", "none"]);

export const CANCELLATION_REASONS = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;

const allowedUpdate = only(
  enumeration(["address", "email", "name", "phone", "shipping", "tax_id"]),
  (update) => update !== "shipping" && update !== "tax_id",
  "The sandbox's portal changes a customer's address, email, name and phone, and nothing else.",
);

/** What the portal lets a customer do, as a configuration is told. */
export const featuresShape = {
  customer_update: object({
    allowed_updates: emptyable(list(allowedUpdate)),
    enabled: boolean(),
  }),
  invoice_history: object({ enabled: required(boolean()) }),
  payment_method_update: object({ enabled: required(boolean()) }),
  subscription_cancel: object({
    cancellation_reason: object({
      enabled: required(boolean()),
      options: emptyable(list(enumeration(CANCELLATION_REASONS))),
    }),
    enabled: boolean(),
    mode: enumeration(["at_period_end", "immediately"]),
    proration_behavior: prorationBehavior,
  }),
  subscription_update: object({
    default_allowed_updates: emptyable(
      list(
        only(
          enumeration(["price", "promotion_code", "quantity"]),
          (update) => update !== "promotion_code",
          "The sandbox's portal takes no promotion codes.",
        ),
      ),
    ),
    enabled: boolean(),
    products: emptyable(list(object({ prices: required(list(string())), product: required(string()) }))),
    proration_behavior: prorationBehavior,
  }),
};

export function changedFeatures(before: Features, given: Parsed<typeof featuresShape>): Features {
  const { cancellation_reason: reason, ...cancel } = given.subscription_cancel ?? {};
  const { products, default_allowed_updates: allowed, ...update } = given.subscription_update ?? {};
  return {
    ...before,
    customer_update: {
      enabled: given.customer_update?.enabled ?? before.customer_update.enabled,
      allowed_updates: given.customer_update?.allowed_updates ?? before.customer_update.allowed_updates,
    },
    invoice_history: given.invoice_history ?? before.invoice_history,
    payment_method_update: { ...before.payment_method_update, ...given.payment_method_update },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...withoutUndefined(cancel),
      ...(reason === undefined
        ? {}
        : { cancellation_reason: { enabled: reason.enabled, feedback_options: null, options: reason.options ?? [] } }),
    },
    subscription_update: {
      ...before.subscription_update,
      ...withoutUndefined(update),
      ...(allowed === undefined ? {} : { default_allowed_updates: allowed ?? [] }),
      ...(products === undefined
        ? {}
        : {
            products: (products ?? []).map((each) => ({
              ...each,
              adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
            })),
          }),
    },
  };
}

export function blankFeatures(): Features {
  return {
    customer_update: { allowed_updates: [], enabled: false },
    invoice_history: { enabled: false },
    payment_method_update: { enabled: false, payment_method_configuration: null },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: false,
      mode: "at_period_end",
      proration_behavior: "none",
    },
    subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: [],
      enabled: false,
      products: [],
      proration_behavior: "none",
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: "end_trial",
    },
  };
}

/** What an account that saved its portal settings once can do. */
export function usualFeatures(): Features {
  return changedFeatures(blankFeatures(), {
    customer_update: { enabled: true, allowed_updates: ["email", "name"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: "at_period_end" },
  });
}
