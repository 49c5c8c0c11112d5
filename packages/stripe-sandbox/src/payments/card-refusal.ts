import { StripeError, type StripeErrorBody } from "../wire/errors.ts";
import type { Decline } from "./declines.ts";

/** A decline as the API answers it: 402, and what the attempt left behind (a failed charge) stays. */
export function cardRefusal(decline: Decline, { keepsChanges = true, ...about }: Declined): StripeError {
  return new StripeError({ type: "card_error", ...declineCodes(decline), ...about, keepsChanges });
}

interface Declined extends Pick<StripeErrorBody, "charge" | "payment_intent" | "setup_intent" | "payment_method"> {
  /** False where there was no attempt to write down: a card that may not even be saved. */
  readonly keepsChanges?: boolean;
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
