import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";

/**
 * Sends the customer to the local 3-D Secure page: by redirect where the integration said where to come back to, else
 * through Stripe.js, which then finds the same page.
 */
export function threeDSecureAction(world: World, intentId: string, returnUrl: string | null) {
  const page = `${world.baseUrl}/3d-secure/${intentId}`;
  if (returnUrl === null) {
    return {
      type: "use_stripe_sdk",
      use_stripe_sdk: { type: "three_d_secure_redirect", source: intentId, stripe_js: page },
    } satisfies Stored<Stripe.PaymentIntent.NextAction>;
  }
  return {
    type: "redirect_to_url",
    redirect_to_url: { return_url: returnUrl, url: page },
  } satisfies Stored<Stripe.PaymentIntent.NextAction>;
}

/** Where the customer goes after the page, with the intent named as Stripe names it; null when nobody said. */
export function returnUrlAfter(
  intent: { id: string; object: string; client_secret: string | null },
  returnUrl: string | null,
  redirectStatus: "succeeded" | "failed",
): string | null {
  if (returnUrl === null || !URL.canParse(returnUrl)) return null;
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  if (intent.client_secret !== null) url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
  url.searchParams.set("redirect_status", redirectStatus);
  return url.href;
}
