import { usableTypes } from "../invoicing/invoice-intent.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { requirePaymentMethod } from "../resources/payment-methods.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { checkTrialEnd, trialSettings } from "./build-subscription.ts";
import type { ChangeGiven } from "./change-subscription.ts";
import { wholePeriod } from "./item-periods.ts";
import { isTrialAt, type Subscription, type SubscriptionItem } from "./write-subscription.ts";

interface Moment {
  readonly now: number;
  readonly moves: boolean;
  readonly items: readonly SubscriptionItem[];
}

/** The subscription's own fields as the request changes them; what was not given stays. */
export function changedFields(
  world: World,
  before: Subscription,
  given: ChangeGiven,
  moment: Moment,
): Partial<Subscription> {
  const cycle = cycleFields(before, given, moment);
  return {
    ...described(world, before, given),
    ...cycle,
    ...cancellation({ ...before, ...cycle }, given, moment),
    ...(given.pause_collection === undefined ? {} : { pause_collection: pauseOf(given.pause_collection) }),
  };
}

function pauseOf(given: NonNullable<ChangeGiven["pause_collection"]> | null): Subscription["pause_collection"] {
  return given && { behavior: given.behavior, resumes_at: given.resumes_at ?? null };
}

function described(world: World, before: Subscription, given: ChangeGiven): Partial<Subscription> {
  const settings = given.payment_settings;
  usableTypes(settings?.payment_method_types ?? null, before.currency);
  return {
    metadata: mergeMetadata(before.metadata, given.metadata),
    ...withoutUndefined({
      collection_method: given.collection_method,
      days_until_due: given.collection_method === "charge_automatically" ? null : given.days_until_due,
      description: given.description,
      default_payment_method: given.default_payment_method && ownMethod(world, before, given.default_payment_method),
      trial_settings: given.trial_settings && trialSettings(given.trial_settings.end_behavior),
      invoice_settings: given.invoice_settings && {
        ...before.invoice_settings,
        ...withoutUndefined(given.invoice_settings),
      },
      payment_settings: settings && {
        payment_method_options: null,
        payment_method_types: null,
        save_default_payment_method: null,
        ...before.payment_settings,
        ...withoutUndefined(settings),
      },
      cancellation_details: given.cancellation_details && {
        feedback_option: null,
        reason: null,
        ...{ comment: null, feedback: null },
        ...before.cancellation_details,
        ...withoutUndefined(given.cancellation_details),
      },
    }),
  };
}

/** A trial moves the anchor to its end; a reset moves it to now. */
function cycleFields(before: Subscription, given: ChangeGiven, { now, moves }: Moment): Partial<Subscription> {
  if (given.trial_end !== undefined && given.trial_end !== "now") {
    checkTrialEnd(given.trial_end, now);
    return {
      billing_cycle_anchor: given.trial_end,
      trial_end: given.trial_end,
      trial_start: before.status === "trialing" ? before.trial_start : now,
      status: "trialing",
    };
  }
  if (!moves) return {};
  const endsTrial = isTrialAt(before, now);
  return {
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    ...(endsTrial ? { trial_end: now, status: before.status === "trialing" ? "active" : before.status } : {}),
  };
}

function cancellation(before: Subscription, given: ChangeGiven, { now, items }: Moment): Partial<Subscription> {
  const requested = { reason: "cancellation_requested" as const };
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...before.cancellation_details,
    ...withoutUndefined(given.cancellation_details ?? {}),
  };
  const unset = {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { ...details, reason: null },
  };
  if (given.cancel_at_period_end === true) {
    const cancelAt = Math.max(...periodEnds(before, items, now));
    return {
      cancel_at: cancelAt,
      cancel_at_period_end: true,
      canceled_at: now,
      cancellation_details: { ...details, ...requested },
    };
  }
  if (given.cancel_at === null || (given.cancel_at_period_end === false && before.cancel_at_period_end)) return unset;
  if (given.cancel_at === undefined) return {};
  const ends = periodEnds(before, items, now);
  const cancelAt =
    typeof given.cancel_at === "number"
      ? given.cancel_at
      : given.cancel_at === "min_period_end"
        ? Math.min(...ends)
        : Math.max(...ends);
  if (cancelAt <= now) throw invalidRequest("cancel_at must be in the future.", { param: "cancel_at" });
  return {
    cancel_at: cancelAt,
    cancel_at_period_end: false,
    canceled_at: now,
    cancellation_details: { ...details, ...requested },
  };
}

/** Where the current periods of the items end, whatever date to cancel was set before. */
function periodEnds(subscription: Subscription, items: readonly SubscriptionItem[], now: number): number[] {
  const { trial_end: trialEnd } = subscription;
  return items.map((item) =>
    trialEnd !== null && trialEnd > now ? trialEnd : wholePeriod(subscription, item.price, now).end,
  );
}

function ownMethod(world: World, before: Subscription, id: string): string {
  const method = requirePaymentMethod(world, id, "default_payment_method");
  if (method.customer === before.customer) return method.id;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: "resource_missing", param: "default_payment_method" },
  );
}
