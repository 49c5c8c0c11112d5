import type { CardBehaviour } from "./card-behaviour.ts";
import type { DeclineKind } from "./declines.ts";

export type ChargeDecision =
  | { readonly outcome: "approved" }
  | { readonly outcome: "declined"; readonly decline: DeclineKind }
  | { readonly outcome: "authenticate" };

/**
 * What the issuer says to one attempt.
 *
 * Off session nobody can be asked, so a card that wants authentication then declines with `authentication_required`;
 * on session the same card leads to the 3-D Secure page.
 */
export function decideCharge(attempt: {
  readonly behaviour: CardBehaviour;
  readonly isOffSession: boolean;
  /** The card was set up for off-session use before (a setup intent, or a payment with `setup_future_usage`). */
  readonly isSetUp: boolean;
  /** This very attempt has been authenticated on the 3-D Secure page. */
  readonly isAuthenticated: boolean;
  /** The integration asked for 3-D Secure wherever the card knows it. */
  readonly isAuthenticationRequested: boolean;
}): ChargeDecision {
  const { behaviour } = attempt;
  if (!attempt.isAuthenticated && wantsAuthentication(attempt)) {
    return attempt.isOffSession
      ? { outcome: "declined", decline: "authentication_required" }
      : { outcome: "authenticate" };
  }
  return behaviour.decline === null ? { outcome: "approved" } : { outcome: "declined", decline: behaviour.decline };
}

/** What the issuer says when a card is saved: the same questions, but no money and so no balance to lack. */
export function decideSetup(attempt: {
  readonly behaviour: CardBehaviour;
  readonly isAuthenticated: boolean;
}): ChargeDecision {
  const { behaviour, isAuthenticated } = attempt;
  if (!behaviour.attaches) {
    return { outcome: "declined", decline: behaviour.decline ?? "generic_decline" };
  }
  if (behaviour.authentication === "lookup_fails") {
    return { outcome: "declined", decline: "generic_decline" };
  }
  const asks = behaviour.authentication === "always" || behaviour.authentication === "unless_set_up";
  return asks && !isAuthenticated ? { outcome: "authenticate" } : { outcome: "approved" };
}

function wantsAuthentication(attempt: {
  readonly behaviour: CardBehaviour;
  readonly isOffSession: boolean;
  readonly isSetUp: boolean;
  readonly isAuthenticationRequested: boolean;
}): boolean {
  switch (attempt.behaviour.authentication) {
    case "none":
    case "lookup_fails":
      return false;
    case "always":
      return true;
    case "unless_set_up":
      return !(attempt.isOffSession && attempt.isSetUp);
    case "on_session":
      return !attempt.isOffSession;
    case "on_request":
      return attempt.isAuthenticationRequested && !attempt.isOffSession;
  }
}
