import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import { cardFingerprint } from "./card-fingerprint.ts";
import type { GivenCard } from "./card-parameters.ts";

/** A card as a payment method shows it. */
export function buildCard(given: GivenCard, { now, hasAddress }: { now: number; hasAddress: boolean }) {
  const { testCard } = given;
  const { checks } = testCard.behaviour;
  return {
    brand: testCard.brand,
    checks: {
      address_line1_check: hasAddress ? checks.line1 : null,
      address_postal_code_check: hasAddress ? checks.postalCode : null,
      cvc_check: given.hasSecurityCode ? checks.cvc : null,
    },
    country: testCard.country,
    display_brand: DISPLAY_BRANDS[testCard.brand],
    exp_month: given.expMonth ?? new Date(now * 1000).getUTCMonth() + 1,
    // A card named by its test id is as fresh as the day: it expires next year, as Stripe's do.
    exp_year: given.expYear ?? new Date(now * 1000).getUTCFullYear() + 1,
    fingerprint: cardFingerprint(testCard.number),
    funding: testCard.funding,
    generated_from: null,
    last4: testCard.number.slice(-4),
    networks: { available: [testCard.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: testCard.brand !== "amex" },
    wallet: null,
  } satisfies Stored<Stripe.PaymentMethod.Card>;
}

/** The same card as a charge shows it, with what its network said. */
export function buildCardDetails(
  card: Stored<Stripe.PaymentMethod.Card>,
  charge: { readonly amount: number; readonly isAuthenticated: boolean; readonly isApproved: boolean },
) {
  return {
    amount_authorized: charge.isApproved ? charge.amount : null,
    authorization_code: charge.isApproved ? "123456" : null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: charge.isApproved ? "104102978678771" : null,
    overcapture: { maximum_amount_capturable: charge.amount, status: "unavailable" },
    regulated_status: card.regulated_status,
    three_d_secure: charge.isAuthenticated ? AUTHENTICATED : null,
    transaction_link_id: null,
    wallet: null,
  } satisfies Stored<Stripe.Charge.PaymentMethodDetails.Card>;
}

const AUTHENTICATED = {
  authentication_flow: "challenge",
  electronic_commerce_indicator: "05",
  exemption_indicator: null,
  result: "authenticated",
  result_reason: null,
  transaction_id: "d8a1f9e4-3d5c-4a5e-9f61-2b8a54c2d0b7",
  version: "2.2.0",
} as const satisfies Stored<Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure>;

const DISPLAY_BRANDS = {
  visa: "visa",
  mastercard: "mastercard",
  amex: "american_express",
  discover: "discover",
  diners: "diners_club",
  jcb: "jcb",
  unionpay: "union_pay",
} as const;
