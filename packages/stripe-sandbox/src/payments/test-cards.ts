import { type CardBehaviour, ORDINARY_CARD } from "./card-behaviour.ts";
import type { DeclineKind } from "./declines.ts";

export interface TestCard {
  readonly number: string;
  /** Names under which tests may use the card without its number, as payment methods and (after the same pattern) tokens. */
  readonly names: readonly string[];
  readonly brand: CardBrand;
  readonly funding: "credit" | "debit" | "prepaid";
  readonly country: string;
  readonly behaviour: CardBehaviour;
}

export type CardBrand = "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay";

/**
 * The documented cards of test mode: https://docs.stripe.com/testing (cards, declined payments, fraud prevention,
 * disputes, refunds, available balance, 3D Secure). A name `visa` stands for `pm_card_visa` and `tok_visa`.
 * `chargeDeclined…` without a brand is what the command line tool sends; the page lists it with `visa_` in front.
 */
export const TEST_CARDS: readonly TestCard[] = [
  card("4242424242424242", ["visa", "us"]),
  card("4000056655665556", ["visa_debit"], { funding: "debit" }),
  card("5555555555554444", ["mastercard"], { brand: "mastercard" }),
  card("2223003122003222", [], { brand: "mastercard" }),
  card("5200828282828210", ["mastercard_debit"], { brand: "mastercard", funding: "debit" }),
  card("5105105105105100", ["mastercard_prepaid"], { brand: "mastercard", funding: "prepaid" }),
  card("378282246310005", ["amex", "amex_threeDSecureNotSupported"], { brand: "amex" }),
  card("371449635398431", [], { brand: "amex" }),
  card("6011111111111117", ["discover"], { brand: "discover" }),
  card("6011000990139424", [], { brand: "discover" }),
  card("6011981111111113", ["discover_debit"], { brand: "discover", funding: "debit" }),
  card("3056930009020004", ["diners"], { brand: "diners" }),
  card("36227206271667", [], { brand: "diners" }),
  card("3566002020360505", ["jcb"], { brand: "jcb", country: "JP" }),
  card("6200000000000005", ["unionpay"], { brand: "unionpay", country: "CN" }),
  card("6200000000000047", [], { brand: "unionpay", funding: "debit", country: "CN" }),
  card("4000008260000000", ["gb"], { country: "GB" }),
  card("4000002760000016", ["de"], { country: "DE" }),
  card("4000002500000003", ["fr"], { country: "FR" }),

  declined("4000000000000002", ["visa_chargeDeclined", "chargeDeclined"], "generic_decline"),
  declined(
    "4000000000009995",
    ["visa_chargeDeclinedInsufficientFunds", "chargeDeclinedInsufficientFunds"],
    "insufficient_funds",
  ),
  declined("4000000000009987", ["visa_chargeDeclinedLostCard"], "lost_card"),
  declined("4000000000009979", ["visa_chargeDeclinedStolenCard"], "stolen_card"),
  declined("4000000000000069", ["chargeDeclinedExpiredCard", "visa_chargeDeclinedExpiredCard"], "expired_card"),
  declined("4000000000000127", ["chargeDeclinedIncorrectCvc", "visa_chargeDeclinedIncorrectCvc"], "incorrect_cvc"),
  declined(
    "4000000000000119",
    ["chargeDeclinedProcessingError", "visa_chargeDeclinedProcessingError"],
    "processing_error",
  ),
  declined("4000000000006975", ["visa_chargeDeclinedVelocityLimitExceeded"], "card_velocity_exceeded"),
  behaving("4000000000000341", ["chargeCustomerFail", "visa_chargeCustomerFail"], {
    decline: "generic_decline",
  }),

  behaving("4100000000000019", ["radarBlock"], { decline: "fraudulent", riskLevel: "highest" }),
  behaving("4000000000004954", ["riskLevelHighest"], {
    decline: "fraudulent",
    riskLevel: "highest",
  }),
  behaving("4000000000009235", ["riskLevelElevated"], { riskLevel: "elevated" }),
  behaving("4000000000000101", ["cvcCheckFail"], { checks: checks({ cvc: "fail" }) }),
  behaving("4000000000000036", ["avsZipFail"], { checks: checks({ postalCode: "fail" }) }),
  behaving("4000000000000028", ["avsLine1Fail"], { checks: checks({ line1: "fail" }) }),
  behaving("4000000000000010", ["avsFail"], {
    checks: checks({ line1: "fail", postalCode: "fail" }),
  }),
  behaving("4000000000000044", ["avsUnchecked"], {
    checks: checks({ line1: "unavailable", postalCode: "unavailable" }),
  }),

  behaving("4000000000000259", ["createDispute"], { afterCharge: "dispute_fraudulent" }),
  behaving("4000000000002685", ["createDisputeProductNotReceived"], {
    afterCharge: "dispute_product_not_received",
  }),
  behaving("4000000000001976", ["createDisputeInquiry"], { afterCharge: "dispute_inquiry" }),
  behaving("4000000000007726", ["pendingRefund"], { refund: "pending_then_succeeds" }),
  behaving("4000000000005126", ["refundFail"], { refund: "succeeds_then_fails" }),
  behaving("4000000000000077", ["bypassPending"], { funds: "available" }),
  behaving("4000003720000278", ["bypassPendingInternational"], { funds: "available" }, "IE"),

  behaving("4000002500003155", ["authenticationRequiredOnSetup"], {
    authentication: "unless_set_up",
  }),
  behaving("4000002760003184", ["authenticationRequired"], { authentication: "always" }, "DE"),
  behaving("4000003800000446", ["authenticationRequiredSetupForOffSession"], {
    authentication: "on_session",
  }),
  behaving("4000008260003178", ["authenticationRequiredChargeDeclinedInsufficientFunds"], {
    authentication: "unless_set_up",
    decline: "insufficient_funds",
  }),
  behaving("4000000000003220", ["threeDSecure2Required"], { authentication: "always" }),
  behaving("4000008400001629", ["threeDSecureRequiredChargeDeclined"], {
    authentication: "always",
    decline: "generic_decline",
  }),
  behaving("4000008400001280", ["threeDSecureRequiredProcessingError"], {
    authentication: "lookup_fails",
    decline: "generic_decline",
  }),
  behaving("4000000000003055", ["threeDSecureOptional"], { authentication: "on_request" }),
];

function card(
  number: string,
  names: readonly string[],
  unlike: Partial<Omit<TestCard, "number" | "names">> = {},
): TestCard {
  return {
    number,
    names,
    brand: "visa",
    funding: "credit",
    country: "US",
    behaviour: ORDINARY_CARD,
    ...unlike,
  };
}

function behaving(number: string, names: readonly string[], unlike: Partial<CardBehaviour>, country = "US"): TestCard {
  return card(number, names, { behaviour: { ...ORDINARY_CARD, ...unlike }, country });
}

// These cannot be attached to a customer at all: "The cards in the previous table can't be attached to a Customer object."
function declined(number: string, names: readonly string[], decline: DeclineKind): TestCard {
  return behaving(number, names, { decline, attaches: false });
}

function checks(unlike: Partial<CardBehaviour["checks"]>): CardBehaviour["checks"] {
  return { ...ORDINARY_CARD.checks, ...unlike };
}
