import { StripeError, type StripeErrorBody } from "../wire/errors.ts";
import type { Decline } from "./declines.ts";

/** A decline as the API answers it: 402, and what the attempt left behind stays. */
export function cardRefusal(
  decline: Decline,
  about: Pick<StripeErrorBody, "charge" | "payment_intent" | "setup_intent" | "payment_method">,
): StripeError {
  return new StripeError({ type: "card_error", ...declineCodes(decline), ...about, keepsChanges: true });
}

/** The part of a decline that errors, `last_payment_error` and `last_setup_error` share. */
export function declineCodes(decline: Decline) {
  return {
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    ...(decline.param === null ? {} : { param: decline.param }),
    ...(decline.adviceCode === null ? {} : { advice_code: decline.adviceCode }),
    ...(decline.networkDeclineCode === null ? {} : { network_decline_code: decline.networkDeclineCode }),
  };
}
