import Stripe from "stripe";

/** The provider does not have what it was asked for, or not any more. Asking again would not bring it back. */
export function isGone(failure: unknown): boolean {
  return failure instanceof Stripe.errors.StripeInvalidRequestError && failure.code === "resource_missing";
}
