import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { invoiceOfIntent } from "../invoicing/invoice-intent.ts";
import { subscriptionOf } from "../invoicing/invoice-links.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { endSubscription, expireIncomplete } from "./end-subscription.ts";
import { applyPendingChange, dropPendingChange } from "./pending-change.ts";
import { isEnded, isTrialAt, type Subscription, updateSubscription, writeSubscription } from "./write-subscription.ts";

type Invoice = Stored<Stripe.Invoice>;

/** A paid invoice makes its subscription active, if it was this invoice that kept it from being so. */
export function followPaidInvoice(world: World, invoice: Invoice): void {
  const subscription = runningSubscriptionOf(world, invoice);
  if (subscription === null) return;
  if (world.pending_changes.get(subscription.id)?.invoice === invoice.id) applyPendingChange(world, subscription.id);
  const method = methodToKeep(world, subscription, invoice);
  const isCured =
    ["incomplete", "past_due", "unpaid"].includes(subscription.status) &&
    !hasUnpaidBeside(world, subscription, invoice);
  const write = isStarting(world, subscription) ? writeSubscription : updateSubscription;
  write(world, subscription.id, {
    ...(isCured ? { status: statusWhenPaid(world, subscription) } : {}),
    ...(method === null ? {} : { default_payment_method: method }),
  });
}

/** A payment that failed leaves a running subscription past due. */
export function followFailedInvoice(world: World, invoice: Invoice): void {
  const subscription = runningSubscriptionOf(world, invoice);
  if (subscription === null || world.pending_changes.get(subscription.id)?.invoice === invoice.id) return;
  const isLatest = subscription.latest_invoice === invoice.id;
  if (isLatest && subscription.status === "active") updateSubscription(world, subscription.id, { status: "past_due" });
}

export function followExhaustedInvoice(
  world: World,
  invoice: Invoice,
  becomes: "cancel" | "unpaid" | "past_due",
): void {
  const subscription = runningSubscriptionOf(world, invoice);
  if (subscription === null || becomes === "past_due") return;
  if (becomes === "unpaid") updateSubscription(world, subscription.id, { status: "unpaid" });
  else endSubscription(world, subscription.id, { reason: "payment_failed" });
}

/** Without the invoice nothing is owed for it: the first one takes the subscription with it. */
export function followVoidedInvoice(world: World, invoice: Invoice): void {
  const subscription = runningSubscriptionOf(world, invoice);
  if (subscription === null) return;
  if (world.pending_changes.get(subscription.id)?.invoice === invoice.id) dropPendingChange(world, subscription.id);
  else if (subscription.status === "incomplete") expireIncomplete(world, subscription.id);
  else if (["past_due", "unpaid"].includes(subscription.status) && subscription.latest_invoice === invoice.id) {
    updateSubscription(world, subscription.id, { status: "active" });
  }
}

/** Not told of yet: an incomplete subscription that was has the date planned on which it expires. */
function isStarting(world: World, { id, status }: Subscription): boolean {
  const isTold = () =>
    world.due_work.all().some((work) => work.subject === id && work.kind === "subscription.expire_incomplete");
  return status === "incomplete" && !isTold();
}

function runningSubscriptionOf(world: World, invoice: Invoice): Subscription | null {
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : world.subscriptions.get(id);
  return subscription === undefined || isEnded(subscription) ? null : subscription;
}

/** An older invoice paid late changes nothing while the latest one is open. */
function hasUnpaidBeside(world: World, subscription: Subscription, paid: Invoice): boolean {
  const latest = world.invoices.get(subscription.latest_invoice ?? "");
  return latest !== undefined && latest.id !== paid.id && latest.status === "open" && latest.attempted;
}

function statusWhenPaid(world: World, subscription: Subscription): "active" | "trialing" {
  return isTrialAt(subscription, nowOfCustomer(world, subscription.customer)) ? "trialing" : "active";
}

function methodToKeep(world: World, subscription: Subscription, invoice: Invoice): string | null {
  if (subscription.payment_settings?.save_default_payment_method !== "on_subscription") return null;
  const used = world.payment_intents
    .all()
    .find((intent) => intent.status === "succeeded" && invoiceOfIntent(world, intent.id)?.id === invoice.id);
  return used?.payment_method ?? null;
}
