import type { DueWorkHandlers } from "../clock/due-work.ts";
import { emit } from "../events/emit.ts";
import { collectInvoice } from "../invoicing/collect-invoice.ts";
import { finalizeInvoice } from "../invoicing/finalize-invoice.ts";
import { subscriptionOf } from "../invoicing/invoice-links.ts";
import { noteFailedAttempt } from "../invoicing/note-failed-attempt.ts";
import type { World } from "../store/world.ts";
import { StripeError } from "../wire/errors.ts";
import { endSubscription, expireIncomplete } from "./end-subscription.ts";
import { enterPhase } from "./enter-phase.ts";
import { expirePendingChange } from "./pending-change.ts";
import { previewRenewal } from "./preview-renewal.ts";
import { renewSubscription } from "./renew-subscription.ts";
import { updateSubscription } from "./write-subscription.ts";

/** What subscriptions and their invoices do by themselves when their time comes. */
export const billingDueWork: DueWorkHandlers = {
  "subscription.renew": renewSubscription,
  "subscription.end": (world, id) => {
    endSubscription(world, id, { reason: "cancellation_requested" });
  },
  "subscription.upcoming": (world, id) => {
    const upcoming = previewRenewal(world, id);
    if (upcoming !== null) emit(world, "invoice.upcoming", upcoming);
  },
  "subscription.trial_will_end": (world, id) => {
    const subscription = world.subscriptions.get(id);
    if (subscription?.status === "trialing") emit(world, "customer.subscription.trial_will_end", subscription);
  },
  "subscription.expire_incomplete": (world, id) => {
    if (world.subscriptions.get(id)?.status === "incomplete") expireIncomplete(world, id);
  },
  "subscription.expire_pending_update": expirePendingChange,
  "subscription.resume_collection": (world, id) => {
    updateSubscription(world, id, { pause_collection: null });
  },
  "schedule.enter_phase": enterPhase,
  "invoice.finalize": (world, id) => {
    const customer = world.invoices.get(id)?.customer;
    if (customer == null || world.customers.isDeleted(customer)) return;
    const invoice = finalizeInvoice(world, id);
    if (invoice.status === "open") collectByItself(world, id);
  },
  "invoice.retry": (world, id) => {
    if (world.invoices.get(id)?.status === "open") collectByItself(world, id);
  },
  "invoice.overdue": (world, id) => {
    const invoice = world.invoices.get(id);
    if (invoice?.status !== "open") return;
    emit(world, "invoice.overdue", invoice);
    const subscription = world.subscriptions.get(subscriptionOf(invoice) ?? "");
    if (subscription?.status === "active") updateSubscription(world, subscription.id, { status: "past_due" });
  },
};

function collectByItself(world: World, id: string): void {
  const invoice = world.invoices.require(id);
  if (invoice.collection_method !== "charge_automatically") {
    emit(world, "invoice.sent", invoice);
    return;
  }
  if (invoice.auto_advance !== true) return;
  try {
    collectInvoice(world, id, { isOffSession: true, isRetried: true });
  } catch (refusal) {
    // A method that was detached, or lacks its mandate, is refused to a client; here the attempt has failed.
    if (!(refusal instanceof StripeError)) throw refusal;
    noteFailedAttempt(world, world.invoices.require(id), { isRetried: true, needsAction: false });
  }
}
