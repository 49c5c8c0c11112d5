import { cancelWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { voidInvoice } from "../invoicing/give-up-invoice.ts";
import type { World } from "../store/world.ts";
import { cancelSchedule } from "./leave-schedule.ts";
import { dropPendingChange } from "./pending-change.ts";
import { type Subscription, updateSubscription, writeSubscription } from "./write-subscription.ts";

/** The subscription is canceled now. Its open invoices stay, but nothing is tried on them any more. */
export function endSubscription(world: World, id: string, { reason }: { reason: CancellationReason }): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  const at = nowOfCustomer(world, before.customer);
  if (world.pending_changes.get(id) !== undefined) dropPendingChange(world, id);
  if (world.subscription_schedules.get(before.schedule ?? "")?.status === "active")
    cancelSchedule(world, before.schedule ?? "");
  stopCollecting(world, id);
  const subscription = writeSubscription(world, id, {
    status: "canceled",
    canceled_at: before.canceled_at ?? at,
    ended_at: at,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...before.cancellation_details,
      reason,
    },
  });
  cancelWork(world, null, id);
  emit(world, "customer.subscription.deleted", subscription);
  return subscription;
}

export type CancellationReason = "cancellation_requested" | "payment_failed";

/** The first invoice was not paid in time: it is void, and the subscription never was. */
export function expireIncomplete(world: World, id: string): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  const subscription = updateSubscription(world, id, {
    status: "incomplete_expired",
    ended_at: nowOfCustomer(world, before.customer),
  });
  cancelWork(world, null, id);
  const invoice = world.invoices.get(before.latest_invoice ?? "");
  if (invoice?.status === "open") voidInvoice(world, invoice.id);
  return subscription;
}

/** Drafts and open invoices no longer advance by themselves. Source: https://docs.stripe.com/api/subscriptions/cancel */
function stopCollecting(world: World, id: string): void {
  for (const invoice of world.invoices.where((each) => each.parent?.subscription_details?.subscription === id)) {
    if (invoice.status !== "draft" && invoice.status !== "open") continue;
    cancelWork(world, null, invoice.id);
    const after = world.invoices.update(invoice.id, {
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    });
    emit(world, "invoice.updated", after, invoice);
  }
}
