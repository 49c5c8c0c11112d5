import { invalidRequest } from "../wire/errors.ts";
import type { ChangeGiven } from "./change-subscription.ts";
import { isEnded, type Subscription } from "./write-subscription.ts";

/** Refuses what cannot be changed: an ended subscription, dates that lie wrong, parameters that exclude each other. */
export function checkChange(before: Subscription, given: ChangeGiven, now: number): void {
  if (isEnded(before)) {
    const allowed = ["cancellation_details", "metadata"];
    const refused = Object.keys(given).find((name) => !allowed.includes(name));
    if (refused !== undefined) {
      throw invalidRequest("A canceled subscription can only update its cancellation_details and metadata.", {
        code: "invalid_canceled_subscription_fields",
        param: refused,
      });
    }
  }
  if (given.cancel_at_period_end !== undefined && given.cancel_at != null) {
    throw invalidRequest("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", {
      param: "cancel_at",
    });
  }
  checkProrationDate(before, given, now);
  if (given.payment_behavior === "pending_if_incomplete") checkPendingParameters(given);
}

/** It must lie in the current period, and never ahead. */
function checkProrationDate(before: Subscription, { proration_date: date }: ChangeGiven, now: number): void {
  if (date === undefined) return;
  const start = Math.min(...before.items.data.map((item) => item.current_period_start));
  const end = Math.max(...before.items.data.map((item) => item.current_period_end));
  if (date >= start && date <= end) return;
  throw invalidRequest(
    date > now
      ? "Invalid proration_date: must be within the current billing period of the subscription."
      : "Cannot specify `proration_date` prior to the start of the subscription's current period.",
    { param: "proration_date" },
  );
}

/** Source: https://docs.stripe.com/billing/subscriptions/pending-updates-reference (supported attributes) */
const SUPPORTED_PENDING = [
  "add_invoice_items",
  "billing_cycle_anchor",
  "items",
  "off_session",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "trial_end",
  "trial_from_plan",
];

function checkPendingParameters(given: ChangeGiven): void {
  const unsupported = Object.keys(given).find((name) => !SUPPORTED_PENDING.includes(name));
  if (unsupported === undefined) return;
  throw invalidRequest(
    `The ${unsupported} parameter is not supported when payment_behavior is set to \`pending_if_incomplete\`. See https://docs.stripe.com/billing/subscriptions/pending-updates-reference#supported-attributes`,
    { param: unsupported },
  );
}
