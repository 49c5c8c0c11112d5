import type { Logger } from "pino";
import Stripe from "stripe";
import { EnvironmentError } from "../../env.ts";
import { toLoggable } from "../../loggable-error.ts";
import type { StripeDoor } from "./create-stripe.ts";

/** A key the provider does not know stops the start; a provider that cannot be reached does not, for it comes back. */
export async function refuseWrongKey({ api, standIn }: StripeDoor, log: Logger): Promise<void> {
  if (standIn !== null) return;
  try {
    await api.prices.list({ limit: 1 }, { timeout: 5_000, maxNetworkRetries: 0 });
  } catch (failure) {
    if (failure instanceof Stripe.errors.StripeAuthenticationError)
      throw new EnvironmentError(["STRIPE_SECRET_KEY is refused by Stripe: it was revoked or mistyped"]);
    if (failure instanceof Stripe.errors.StripePermissionError)
      throw new EnvironmentError(["STRIPE_SECRET_KEY may not read prices: give the restricted key more rights"]);
    log.warn({ failure: toLoggable(failure) }, "the payment provider could not be asked whether it knows our key");
  }
}
