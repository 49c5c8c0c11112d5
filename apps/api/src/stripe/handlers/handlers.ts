import { readDispute } from "../facts/dispute.ts";
import type { Finding } from "../facts/finding.ts";
import { readRefund, readRefundsOfCharge } from "../facts/refunds.ts";
import { type ReadDeps, readSubscription } from "../facts/subscription.ts";
import type { HandledEvent } from "../handled-events.ts";
import { settleFinding } from "../verdict.ts";
import { handleCheckoutSession } from "./checkout-session.ts";
import { handleCustomerDeleted } from "./customer.ts";
import type { Handler } from "./handler.ts";
import { handleInvoice } from "./invoice.ts";
import { handlePaymentIntent } from "./payment-intent.ts";
import { handlePaymentMethod } from "./payment-method.ts";

/** The object says it all: it is read again and what it says now is booked. */
const booking =
  (read: (deps: ReadDeps, objectId: string) => Promise<Finding>): Handler =>
  async (deps, objectId) =>
    settleFinding(deps, await read(deps, objectId));

const subscription = booking(readSubscription);
const dispute = booking(readDispute);
const refund = booking(readRefund);

/**
 * What is done about each event we subscribe to. Several events of one object are one handler: which of them arrives, and
 * when, says nothing that the object itself does not say better.
 */
export const HANDLERS: Readonly<Record<HandledEvent, Handler>> = {
  "charge.dispute.closed": dispute,
  "charge.dispute.created": dispute,
  "charge.dispute.funds_reinstated": dispute,
  "charge.dispute.funds_withdrawn": dispute,
  "charge.dispute.updated": dispute,
  "charge.refunded": booking(readRefundsOfCharge),
  "checkout.session.async_payment_failed": handleCheckoutSession,
  "checkout.session.async_payment_succeeded": handleCheckoutSession,
  "checkout.session.completed": handleCheckoutSession,
  "checkout.session.expired": handleCheckoutSession,
  "customer.deleted": handleCustomerDeleted,
  "customer.subscription.created": subscription,
  "customer.subscription.deleted": subscription,
  "customer.subscription.paused": subscription,
  "customer.subscription.resumed": subscription,
  "customer.subscription.updated": subscription,
  "invoice.marked_uncollectible": handleInvoice,
  "invoice.paid": handleInvoice,
  "invoice.payment_action_required": handleInvoice,
  "invoice.payment_failed": handleInvoice,
  "invoice.payment_succeeded": handleInvoice,
  "invoice.voided": handleInvoice,
  "payment_intent.payment_failed": handlePaymentIntent,
  "payment_intent.succeeded": handlePaymentIntent,
  "payment_method.attached": handlePaymentMethod,
  "payment_method.detached": handlePaymentMethod,
  "refund.failed": refund,
  "refund.updated": refund,
};
