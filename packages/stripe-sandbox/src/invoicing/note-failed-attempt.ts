import type Stripe from "stripe";
import { nextAttemptAt } from "../billing/retry-schedule.ts";
import { scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { followFailedInvoice } from "../subscribing/follow-invoice.ts";
import { giveUpInvoice } from "./give-up-invoice.ts";
import { billingSettings } from "./settings.ts";

type Invoice = Stored<Stripe.Invoice>;

/**
 * A payment of the invoice failed or waits for the customer. Where retries are planned the next one is, until there are none
 * left. Source: https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
export function noteFailedAttempt(world: World, before: Invoice, { isRetried, needsAction }: FailedAttempt): void {
  const attemptCount = before.attempt_count + 1;
  const next = isRetried ? nextAttempt(world, before, attemptCount) : before.next_payment_attempt;
  const invoice = world.invoices.update(before.id, {
    attempt_count: attemptCount,
    attempted: true,
    next_payment_attempt: next,
  });
  markDelinquent(world, before.customer);
  if (needsAction) emit(world, "invoice.payment_action_required", invoice);
  emit(world, "invoice.payment_failed", invoice);
  emit(world, "invoice.updated", invoice, before);
  followFailedInvoice(world, invoice);
  if (!isRetried) return;
  const testClock = testClockOfCustomer(world, before.customer);
  if (next === null) giveUpInvoice(world, before.id);
  else scheduleWork(world, { kind: "invoice.retry", subject: before.id, at: next, testClock });
}

interface FailedAttempt {
  readonly isRetried: boolean;
  readonly needsAction: boolean;
}

function nextAttempt(world: World, { id, customer }: Invoice, attemptCount: number): number | null {
  const { firstFailedAt } =
    world.failing_invoices.get(id) ??
    world.failing_invoices.insert({ id, firstFailedAt: nowOfCustomer(world, customer) });
  return nextAttemptAt(billingSettings(world).retries, { attemptCount, firstFailedAt });
}

function markDelinquent(world: World, customerId: string | null): void {
  const before = customerId === null ? undefined : world.customers.get(customerId);
  if (before === undefined || before.delinquent === true) return;
  emit(world, "customer.updated", world.customers.update(before.id, { delinquent: true }), before);
}
