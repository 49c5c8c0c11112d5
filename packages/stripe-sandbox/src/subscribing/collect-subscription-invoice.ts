import type Stripe from "stripe";
import { collectInvoice } from "../invoicing/collect-invoice.ts";
import { finalizeInvoice } from "../invoicing/finalize-invoice.ts";
import { defaultMethodOf } from "../invoicing/invoice-links.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, StripeError } from "../wire/errors.ts";
import { holdBack } from "./subscription-invoice.ts";
import type { Subscription } from "./write-subscription.ts";

type Invoice = Stored<Stripe.Invoice>;

/**
 * An invoice made by a request is finalized at once and, where the subscription charges automatically, collected as
 * `payment_behavior` says. Source: https://docs.stripe.com/api/subscriptions/create (`payment_behavior`)
 */
export function collectNow(world: World, subscription: Subscription, id: string, asked: PaymentAsked): Invoice {
  if (holdBack(world, subscription, id)) return world.invoices.require(id);
  const invoice = finalizeInvoice(world, id, { autoAdvance: true });
  const isCollected = invoice.status === "open" && subscription.collection_method === "charge_automatically";
  if (!isCollected || asked.behavior === "default_incomplete") return invoice;
  requireMethod(world, invoice);
  const outcome = collectInvoice(world, id, { isOffSession: asked.isOffSession, isRetried: asked.isRetried });
  if (outcome.invoice.status !== "paid" && asked.behavior === "error_if_incomplete") throw refusalOf(outcome.error);
  return outcome.invoice;
}

export interface PaymentAsked {
  readonly behavior: string;
  readonly isOffSession: boolean;
  readonly isRetried: boolean;
}

/** Nothing of the request is kept, so that the refusal must not keep what the attempt wrote. */
function refusalOf(error: StripeError | null): StripeError {
  if (error === null) {
    return invalidRequest(
      "Payment for this subscription requires additional user action before it can be completed successfully.",
      {
        code: "subscription_payment_intent_requires_action",
        status: 402,
      },
    );
  }
  return new StripeError({ ...error.body, status: error.status });
}

function requireMethod(world: World, invoice: Invoice): void {
  if (defaultMethodOf(world, invoice) !== null) return;
  throw invalidRequest(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
    { code: "resource_missing" },
  );
}
