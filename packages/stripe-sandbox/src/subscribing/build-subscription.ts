import { addMonths, anchorFromConfig, SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { usableTypes } from "../invoicing/invoice-intent.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import { requirePaymentMethod } from "../resources/payment-methods.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { wholePeriod } from "./item-periods.ts";
import type { SubscriptionGiven } from "./start-subscription.ts";
import type { Subscription, SubscriptionItem } from "./write-subscription.ts";

interface Start {
  readonly id: string;
  readonly now: number;
  readonly currency: string;
  readonly items: readonly SubscriptionItem[];
}

/** The subscription as it starts, before its first invoice. */
export function buildSubscription(
  world: World,
  given: SubscriptionGiven,
  { id, now, currency, items }: Start,
): Subscription {
  const customer = world.customers.require(given.customer, "customer", 400);
  checkCollection(given);
  usableTypes(given.payment_settings?.payment_method_types ?? null, currency);
  const trialEnd = trialEndOf(given, items, now);
  const anchor = anchorOf(given, { items, now, trialEnd });
  const isTrial = trialEnd !== null && trialEnd > now;
  const subscription = {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: anchorConfig(given),
    billing_mode: {
      flexible: given.billing_mode?.type === "classic" ? null : { proration_discounts: "included" },
      type: given.billing_mode?.type ?? "flexible",
    },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: given.collection_method ?? "charge_automatically",
    created: now,
    currency,
    customer: customer.id,
    customer_account: null,
    days_until_due: given.days_until_due ?? null,
    default_payment_method: defaultMethod(world, given),
    default_source: null,
    default_tax_rates: [],
    description: given.description ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: given.invoice_settings?.description ?? null,
      footer: given.invoice_settings?.footer ?? null,
      issuer: { type: "self" },
    },
    items: { object: "list", data: [], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: given.payment_settings?.payment_method_types ?? null,
      save_default_payment_method: given.payment_settings?.save_default_payment_method ?? "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: given.backdate_start_date ?? now,
    status: isTrial ? "trialing" : "incomplete",
    test_clock: customer.test_clock ?? null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: trialSettings(given.trial_settings?.end_behavior),
    trial_start: trialEnd === null ? null : now,
  } satisfies Subscription;
  return { ...subscription, ...cancellationAtStart(given, subscription, items) };
}

export function trialSettings(
  given: { billing_cycle_anchor?: string | undefined; missing_payment_method?: string | undefined } | undefined,
) {
  return {
    end_behavior: {
      billing_cycle_anchor: given?.billing_cycle_anchor ?? null,
      missing_payment_method: given?.missing_payment_method ?? "create_invoice",
    },
  };
}

function checkCollection(given: SubscriptionGiven): void {
  const isSent = given.collection_method === "send_invoice";
  if (isSent && given.days_until_due === undefined) {
    throw invalidRequest("If you want to send an invoice, you must specify `days_until_due`.", {
      code: "parameter_missing",
      param: "days_until_due",
    });
  }
  if (!isSent && given.days_until_due !== undefined) {
    throw invalidRequest("You can only specify `days_until_due` if `collection_method` is `send_invoice`.", {
      param: "days_until_due",
    });
  }
}

function trialEndOf(given: SubscriptionGiven, items: readonly SubscriptionItem[], now: number): number | null {
  if (given.trial_end !== undefined && given.trial_period_days !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: trial_end, trial_period_days.", {
      param: "trial_end",
    });
  }
  if (given.trial_end === "now" || given.trial_period_days === 0) return null;
  if (given.trial_end !== undefined) {
    checkTrialEnd(given.trial_end, now);
    return given.trial_end;
  }
  const days = given.trial_period_days ?? (given.trial_from_plan === true ? longestTrial(items) : 0);
  return days === 0 ? null : now + days * SECONDS_PER_DAY;
}

/** Source: https://docs.stripe.com/api/subscriptions/update (`trial_end`: at most two years ahead). */
export function checkTrialEnd(trialEnd: number, now: number): void {
  if (trialEnd <= now) {
    throw invalidRequest("Invalid timestamp: must be an integer Unix timestamp in the future.", { param: "trial_end" });
  }
  if (trialEnd > addMonths(now, 24)) {
    throw invalidRequest("Invalid trial_end: must be at most two years in the future.", { param: "trial_end" });
  }
}

function longestTrial(items: readonly SubscriptionItem[]): number {
  return Math.max(0, ...items.map((item) => item.price.recurring?.trial_period_days ?? 0));
}

function anchorOf(
  given: SubscriptionGiven,
  { items, now, trialEnd }: { items: readonly SubscriptionItem[]; now: number; trialEnd: number | null },
): number {
  if (given.billing_cycle_anchor !== undefined && given.billing_cycle_anchor_config !== undefined) {
    throw invalidRequest(
      "You may only specify one of these parameters: billing_cycle_anchor, billing_cycle_anchor_config.",
      {
        param: "billing_cycle_anchor",
      },
    );
  }
  const config = anchorConfig(given);
  const start = Math.max(now, trialEnd ?? now);
  if (config !== null) {
    const { day_of_month: dayOfMonth, month, hour, minute, second } = config;
    return anchorFromConfig(
      {
        dayOfMonth,
        month: month ?? undefined,
        hour: hour ?? undefined,
        minute: minute ?? undefined,
        second: second ?? undefined,
      },
      start,
    );
  }
  if (given.billing_cycle_anchor === undefined) {
    return trialEnd ?? (given.billing_mode?.type === "classic" ? now : (given.backdate_start_date ?? now));
  }
  checkAnchor(given.billing_cycle_anchor, items, now);
  return given.billing_cycle_anchor;
}

function checkAnchor(anchor: number, items: readonly SubscriptionItem[], now: number): void {
  const refuse = (message: string) => invalidRequest(message, { param: "billing_cycle_anchor" });
  if (anchor <= now) throw refuse("billing_cycle_anchor must be a timestamp in the future.");
  const beforeNow = { billing_cycle_anchor: now, billing_cycle_anchor_config: null };
  const latest = Math.min(...items.map((item) => wholePeriod(beforeNow, item.price, now).end));
  if (anchor > latest) {
    throw refuse("billing_cycle_anchor cannot be later than next natural billing date for the subscription's price.");
  }
}

function anchorConfig(given: SubscriptionGiven): Subscription["billing_cycle_anchor_config"] {
  const config = given.billing_cycle_anchor_config;
  if (config === undefined) return null;
  const { day_of_month, hour = null, minute = null, month = null, second = null } = config;
  return { day_of_month, hour, minute, month, second };
}

function defaultMethod(world: World, given: SubscriptionGiven): string | null {
  if (given.default_payment_method === undefined) return null;
  const method = requirePaymentMethod(world, given.default_payment_method, "default_payment_method");
  if (method.customer === given.customer) return method.id;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
    { code: "resource_missing", param: "default_payment_method" },
  );
}

function cancellationAtStart(
  given: SubscriptionGiven,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
): Partial<Subscription> {
  const end = () => Math.max(...items.map((item) => wholePeriod(subscription, item.price, subscription.created).end));
  if (given.cancel_at_period_end === true) {
    return {
      cancel_at_period_end: true,
      cancel_at: subscription.trial_end ?? end(),
      canceled_at: subscription.created,
    };
  }
  if (given.cancel_at === undefined) return {};
  const cancelAt = typeof given.cancel_at === "number" ? given.cancel_at : end();
  if (cancelAt <= subscription.created) {
    throw invalidRequest("cancel_at must be in the future.", { param: "cancel_at" });
  }
  return { cancel_at: cancelAt, canceled_at: subscription.created };
}
