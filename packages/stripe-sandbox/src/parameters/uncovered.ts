import { boolean, enumeration } from "./scalars.ts";
import { only, required } from "./schema.ts";
import { object } from "./structures.ts";

/** Refused in the words an account hears that never set Stripe Tax up: nothing here would compute the tax. */
export function automaticTaxParameter() {
  return object({
    enabled: required(
      switchedOff(
        "You must have a valid head office address to enable automatic tax calculation in test mode. Visit https://dashboard.stripe.com/test/settings/tax to update it.",
      ),
    ),
  });
}

/** `false` is what the sandbox does anyway; `true` would promise what it does not do. */
export function switchedOff(why: string) {
  return only(boolean(), (isOn) => !isOn, why);
}

/** The first of the choices is what the sandbox does anyway, the other one what it does not do. */
export function switchChoice<const Choice extends string>(choices: readonly [Choice, Choice], why: string) {
  return only(enumeration(choices), (choice) => choice === choices[0], why);
}
