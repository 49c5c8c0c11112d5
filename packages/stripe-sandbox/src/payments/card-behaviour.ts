import type { DeclineKind } from "./declines.ts";

/** What a test payment method does, written down once; everything else asks this and never the number. */
export interface CardBehaviour {
  /** The refusal of every charge; null means the issuer approves. */
  readonly decline: DeclineKind | null;
  /** Whether the method may be attached to a customer or set up at all. */
  readonly attaches: boolean;
  readonly authentication: Authentication;
  /** What the cardholder or the issuer does once the charge has succeeded. */
  readonly afterCharge: AfterCharge | null;
  readonly refund: "immediate" | "pending_then_succeeds" | "succeeds_then_fails";
  /** Where the money of a charge goes first. */
  readonly funds: "pending" | "available";
  readonly riskLevel: "normal" | "elevated" | "highest";
  /** Checks of the bank, made only on what was given (a security code, an address). */
  readonly checks: {
    readonly cvc: CheckResult;
    readonly line1: CheckResult;
    readonly postalCode: CheckResult;
  };
}

export type CheckResult = "pass" | "fail" | "unavailable";

export type AfterCharge = "dispute_fraudulent" | "dispute_product_not_received" | "dispute_inquiry";

/**
 * - `none`: never asked.
 * - `always`: on and off session, set up or not.
 * - `unless_set_up`: on session always; off session until the card was set up.
 * - `on_session`: the card is known as set up, so only the present customer is asked.
 * - `on_request`: only where the integration asks for it (`request_three_d_secure`).
 * - `lookup_fails`: asked for, but the lookup itself ends in an error and the payment is declined.
 */
export type Authentication = "none" | "always" | "unless_set_up" | "on_session" | "on_request" | "lookup_fails";

export const ORDINARY_CARD: CardBehaviour = {
  decline: null,
  attaches: true,
  authentication: "none",
  afterCharge: null,
  refund: "immediate",
  funds: "pending",
  riskLevel: "normal",
  checks: { cvc: "pass", line1: "pass", postalCode: "pass" },
};
