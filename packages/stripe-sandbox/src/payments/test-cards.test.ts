import { describe, expect, test } from "vitest";
import { cardFingerprint, findTestCardByFingerprint } from "./card-fingerprint.ts";
import { decideCharge, decideSetup } from "./decide-charge.ts";
import { DECLINES } from "./declines.ts";
import {
  findTestCardByNumber,
  findTestCardByPaymentMethod,
  findTestCardByToken,
  passesLuhn,
} from "./find-test-card.ts";
import { findTestIban } from "./test-bank-accounts.ts";
import { TEST_CARDS } from "./test-cards.ts";

const onSession = { isOffSession: false, isSetUp: false, isAuthenticated: false, isAuthenticationRequested: false };
const offSession = { ...onSession, isOffSession: true };

describe("the documented declines (docs.stripe.com/testing#declined-payments)", () => {
  test.each([
    ["pm_card_visa_chargeDeclined", "4000000000000002", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995", "card_declined", "insufficient_funds"],
    ["pm_card_visa_chargeDeclinedLostCard", "4000000000009987", "card_declined", "lost_card"],
    ["pm_card_visa_chargeDeclinedStolenCard", "4000000000009979", "card_declined", "stolen_card"],
    ["pm_card_chargeDeclinedExpiredCard", "4000000000000069", "expired_card", "expired_card"],
    ["pm_card_chargeDeclinedIncorrectCvc", "4000000000000127", "incorrect_cvc", "incorrect_cvc"],
    ["pm_card_chargeDeclinedProcessingError", "4000000000000119", "processing_error", "processing_error"],
    ["pm_card_visa_chargeDeclinedVelocityLimitExceeded", "4000000000006975", "card_declined", "card_velocity_exceeded"],
  ])("%s and %s are refused with %s, %s", (paymentMethod, number, code, declineCode) => {
    const card = behaviourOf(paymentMethod);
    expect(findTestCardByNumber(number)?.behaviour).toBe(card);
    const decision = decideCharge({ behaviour: card, ...onSession });
    if (decision.outcome !== "declined") throw new Error("it was not declined");
    expect(DECLINES[decision.decline]).toMatchObject({ code, declineCode });
    expect(decideSetup({ behaviour: card, isAuthenticated: false }).outcome).toBe("declined");
  });

  test("a card that fails later can be attached and set up, and refuses every charge", () => {
    const behaviour = behaviourOf("pm_card_chargeCustomerFail");
    expect(behaviour.attaches).toBe(true);
    expect(decideSetup({ behaviour, isAuthenticated: false })).toEqual({ outcome: "approved" });
    expect(decideCharge({ behaviour, ...offSession })).toMatchObject({ outcome: "declined" });
  });
});

describe("authentication (docs.stripe.com/testing#authentication-and-setup)", () => {
  const authenticated = { ...onSession, isAuthenticated: true };
  const offSessionSetUp = { ...offSession, isSetUp: true };
  test.each([
    ["pm_card_authenticationRequired", "authenticate", "approved", "declined", "declined"],
    ["pm_card_authenticationRequiredOnSetup", "authenticate", "approved", "declined", "approved"],
    ["pm_card_authenticationRequiredSetupForOffSession", "authenticate", "approved", "approved", "approved"],
    ["pm_card_threeDSecure2Required", "authenticate", "approved", "declined", "declined"],
    ["pm_card_threeDSecureRequiredChargeDeclined", "authenticate", "declined", "declined", "declined"],
    [
      "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
      "authenticate",
      "declined",
      "declined",
      "declined",
    ],
    ["pm_card_threeDSecureOptional", "approved", "approved", "approved", "approved"],
    ["pm_card_threeDSecureRequiredProcessingError", "declined", "declined", "declined", "declined"],
  ])("%s: on session %s, then %s; off session %s, once set up %s", (paymentMethod, ...expected) => {
    const behaviour = behaviourOf(paymentMethod);
    const outcomes = [onSession, authenticated, offSession, offSessionSetUp].map(
      (attempt) => decideCharge({ behaviour, ...attempt }).outcome,
    );
    expect(outcomes).toEqual(expected);
  });

  test("a card that only supports 3-D Secure is asked where the integration wants it", () => {
    const behaviour = behaviourOf("pm_card_threeDSecureOptional");
    const asked = { ...onSession, isAuthenticationRequested: true };
    expect(decideCharge({ behaviour, ...asked })).toEqual({ outcome: "authenticate" });
    expect(decideCharge({ behaviour: behaviourOf("pm_card_visa"), ...asked })).toEqual({ outcome: "approved" });
  });

  test("off session the decline says that authentication is what was missing", () => {
    const decision = decideCharge({ behaviour: behaviourOf("pm_card_authenticationRequired"), ...offSession });
    expect(decision).toEqual({ outcome: "declined", decline: "authentication_required" });
  });
});

test("every number passes Luhn's check, is listed once and is known again by its fingerprint", () => {
  expect(new Set(TEST_CARDS.map((card) => card.number)).size).toBe(TEST_CARDS.length);
  expect(new Set(TEST_CARDS.flatMap((card) => card.names)).size).toBe(TEST_CARDS.flatMap((card) => card.names).length);
  for (const card of TEST_CARDS) {
    expect(passesLuhn(card.number)).toBe(true);
    expect(findTestCardByFingerprint(cardFingerprint(card.number))).toBe(card);
  }
});

test("a token means the same card as the payment method of that name", () => {
  expect(findTestCardByToken("tok_visa")).toBe(findTestCardByPaymentMethod("pm_card_visa"));
  expect(findTestCardByToken("tok_unknown")).toBeNull();
});

test("test IBANs tell by their ending whether and when the debit arrives", () => {
  expect(findTestIban("AT61 1904 3002 3457 3201")).toMatchObject({ succeeds: true, country: "AT", last4: "3201" });
  expect(findTestIban("AT861904300235473202")).toMatchObject({ succeeds: false });
  expect(findTestIban("GB33BUKB20201555555555")).toBeNull();
});

function behaviourOf(paymentMethod: string) {
  const card = findTestCardByPaymentMethod(paymentMethod);
  if (card === null) throw new Error(`${paymentMethod} is unknown`);
  return card.behaviour;
}
