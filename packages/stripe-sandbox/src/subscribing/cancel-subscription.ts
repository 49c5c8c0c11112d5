import { nowOfCustomer } from "../clock/now.ts";
import { insertInvoiceItem, pendingItems } from "../invoicing/pending-items.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { collectNow } from "./collect-subscription-invoice.ts";
import { endSubscription } from "./end-subscription.ts";
import { markCredited } from "./item-debits.ts";
import { planSubscriptionChange } from "./plan-subscription-change.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import type { cancellationDetails } from "./subscription-parameters.ts";
import { isEnded, type Subscription, writeSubscription } from "./write-subscription.ts";

/**
 * Ends it now. With `prorate` the unused time becomes a credit, with `invoice_now` everything that waits is billed at once.
 * Source: https://docs.stripe.com/api/subscriptions/cancel
 */
export function cancelSubscription(world: World, id: string, given: CancellationGiven): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  if (isEnded(before)) {
    throw invalidRequest(`No such subscription: '${id}'`, { code: "resource_missing", param: "id", status: 404 });
  }
  if (given.prorate === true) creditUnusedTime(world, before);
  if (given.invoice_now === true) billWhatWaits(world, before);
  if (given.cancellation_details !== undefined) {
    const details = {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: null,
      ...before.cancellation_details,
    };
    writeSubscription(world, id, {
      cancellation_details: { ...details, ...withoutUndefined(given.cancellation_details) },
    });
  }
  return endSubscription(world, id, { reason: "cancellation_requested" });
}

export interface CancellationGiven {
  readonly cancellation_details?:
    | (typeof cancellationDetails extends { parse: (...a: never[]) => infer T } ? T : never)
    | undefined;
  readonly invoice_now?: boolean | undefined;
  readonly prorate?: boolean | undefined;
}

/** The credit for what was paid beyond `at`, which is now unless told otherwise. */
export function creditUnusedTime(world: World, before: Subscription, at?: number): void {
  const now = nowOfCustomer(world, before.customer);
  const plan = planSubscriptionChange(world, before, {
    fields: {},
    items: [],
    startsPeriod: false,
    prorates: true,
    now,
    prorationDate: at ?? now,
  });
  for (const draft of plan.prorations) insertInvoiceItem(world, before.customer, draft);
  markCredited(world, plan.credited);
}

function billWhatWaits(world: World, before: Subscription): void {
  const { id: subscription, customer, currency } = before;
  if (pendingItems(world, customer, { subscription, currency }).length === 0) return;
  const invoice = draftSubscriptionInvoice(world, before, { billingReason: "subscription_update", lines: [] });
  collectNow(world, before, invoice.id, { behavior: "allow_incomplete", isOffSession: true, isRetried: false });
}
