import { cancelWork, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { linesOf } from "../invoicing/draft-invoice.ts";
import { voidInvoice } from "../invoicing/give-up-invoice.ts";
import { noteDebits } from "../invoicing/note-debits.ts";
import type { World } from "../store/world.ts";
import { applyTerms } from "./apply-change.ts";
import { markCredited } from "./item-debits.ts";
import type { ChangePlan } from "./plan-subscription-change.ts";
import { updateSubscription } from "./write-subscription.ts";

/** Source: https://docs.stripe.com/billing/subscriptions/pending-updates (23 hours). */
const PENDING_SECONDS = 23 * 3600;

/** Keeps a change until its invoice is paid; the subscription shows it as `pending_update`. */
export function keepPendingChange(world: World, plan: ChangePlan, invoice: string): void {
  const { id } = plan.subscription;
  const before = world.subscriptions.require(id);
  const expiresAt = nowOfCustomer(world, before.customer) + PENDING_SECONDS;
  // Not yet the subscription's debits: they are, when the change is made.
  const lines = new Set(linesOfChange(world, invoice).map((line) => line.id));
  for (const debit of world.item_debits.where(({ source }) => "line" in source && lines.has(source.line))) {
    world.item_debits.delete(debit.id);
  }
  if (world.pending_changes.get(id) !== undefined) world.pending_changes.delete(id);
  world.pending_changes.insert({ id, invoice, plan });
  updateSubscription(world, id, {
    latest_invoice: invoice,
    pending_update: {
      billing_cycle_anchor:
        plan.subscription.billing_cycle_anchor === before.billing_cycle_anchor
          ? null
          : plan.subscription.billing_cycle_anchor,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: expiresAt,
      metadata: null,
      subscription_items: [...plan.items],
      trial_end: plan.subscription.trial_end === before.trial_end ? null : plan.subscription.trial_end,
      trial_from_plan: null,
    },
  });
  scheduleWork(world, {
    kind: "subscription.expire_pending_update",
    subject: id,
    at: expiresAt,
    testClock: before.test_clock ?? null,
  });
}

/** The invoice is paid: the change is made as it was planned. */
export function applyPendingChange(world: World, id: string): void {
  const { plan, invoice } = world.pending_changes.require(id);
  const before = world.subscriptions.require(id);
  clear(world, id);
  const { subscription } = plan;
  const { latest_invoice: latest, status, default_payment_method: method } = before;
  const after = applyTerms(world, {
    items: plan.items,
    subscription: {
      ...subscription,
      latest_invoice: latest,
      status,
      default_payment_method: method,
      pending_update: null,
    },
  });
  const drafts = [...plan.prorations, ...plan.periodLines];
  for (const [index, line] of linesOfChange(world, invoice).entries()) {
    const draft = drafts[index];
    if (draft !== undefined) noteDebits(world, draft, line);
  }
  markCredited(world, plan.credited);
  emit(world, "customer.subscription.pending_update_applied", after, before);
  emit(world, "customer.subscription.updated", after, before);
}

/** Nobody paid in time: the invoice is void and the subscription stays as it is. */
export function expirePendingChange(world: World, id: string): void {
  const pending = world.pending_changes.get(id);
  if (pending === undefined) return;
  dropPendingChange(world, id);
  emit(world, "customer.subscription.pending_update_expired", world.subscriptions.require(id));
  if (world.invoices.get(pending.invoice)?.status === "open") voidInvoice(world, pending.invoice);
}

export function dropPendingChange(world: World, id: string): void {
  clear(world, id);
  updateSubscription(world, id, { pending_update: null });
}

/** The lines of the change itself, without what else waited for an invoice. */
function linesOfChange(world: World, invoice: string) {
  return linesOf(world, invoice).filter((line) => line.parent?.subscription_item_details?.invoice_item === null);
}

function clear(world: World, id: string): void {
  cancelWork(world, "subscription.expire_pending_update", id);
  world.pending_changes.delete(id);
}
