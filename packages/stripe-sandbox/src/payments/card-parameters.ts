import { address } from "../parameters/address.ts";
import { metadata } from "../parameters/metadata.ts";
import { email, enumeration, integer, string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { StripeError } from "../wire/errors.ts";
import { findTestCardByNumber, findTestCardByToken, passesLuhn } from "./find-test-card.ts";
import type { TestCard } from "./test-cards.ts";

export const billingDetailsShape = {
  address: emptyable(address()),
  email: emptyable(email()),
  name: emptyable(string()),
  phone: emptyable(string()),
  tax_id: string(),
};

const cardShape = {
  number: string(),
  exp_month: integer(),
  exp_year: integer(),
  cvc: string(),
  token: string(),
  networks: object({ preferred: enumeration(["cartes_bancaires", "mastercard", "visa"]) }),
};

/** How a payment method is described where it is made: on its own, or inside an intent as `payment_method_data`. */
export const paymentMethodShape = {
  allow_redisplay: enumeration(["always", "limited", "unspecified"]),
  billing_details: object(billingDetailsShape),
  card: object(cardShape),
  metadata: metadata(),
  sepa_debit: object({ iban: required(string()) }),
  type: required(enumeration(["card", "sepa_debit"])),
};

export interface GivenCard {
  readonly testCard: TestCard;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly hasSecurityCode: boolean;
}

/**
 * The test card behind the details, or the refusal a card form gets.
 * Sources: https://docs.stripe.com/testing#invalid-data, https://docs.stripe.com/error-codes.
 */
export function readCard(given: Parsed<typeof cardShape>, { now, param }: { now: number; param: string }): GivenCard {
  if (given.token !== undefined) {
    const testCard = findTestCardByToken(given.token);
    if (testCard !== null) return { testCard, expMonth: null, expYear: null, hasSecurityCode: true };
    throw new StripeError({
      type: "invalid_request_error",
      code: "resource_missing",
      message: `No such token: '${given.token}'`,
      param: `${param}[token]`,
    });
  }
  const { number, exp_month: expMonth, exp_year: year } = given;
  for (const [name, value] of Object.entries({ number, exp_month: expMonth, exp_year: year })) {
    if (value === undefined) throw missingDetail(`${param}[${name}]`);
  }
  const testCard = findByNumber((number ?? "").replaceAll(/[\s-]/gu, ""), `${param}[number]`);
  checkExpiry({ expMonth: expMonth ?? 0, expYear: fullYear(year ?? 0), now, param });
  if (given.cvc !== undefined && !/^\d{3,4}$/u.test(given.cvc)) {
    throw cardError("invalid_cvc", "Your card's security code is invalid.", `${param}[cvc]`);
  }
  return {
    testCard,
    expMonth: expMonth ?? null,
    expYear: fullYear(year ?? 0),
    hasSecurityCode: given.cvc !== undefined,
  };
}

function findByNumber(number: string, param: string): TestCard {
  if (!/^\d{12,19}$/u.test(number) || !passesLuhn(number)) {
    throw cardError("incorrect_number", "Your card number is incorrect.", param);
  }
  const testCard = findTestCardByNumber(number);
  if (testCard !== null) return testCard;
  throw new StripeError({
    type: "card_error",
    code: "card_declined",
    decline_code: "test_mode_live_card",
    message:
      "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    param,
  });
}

export function checkExpiry(expiry: { expMonth: number; expYear: number; now: number; param: string }): void {
  const { expMonth, expYear, param } = expiry;
  if (expMonth < 1 || expMonth > 12) {
    throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.", `${param}[exp_month]`);
  }
  const today = new Date(expiry.now * 1000);
  const thisYear = today.getUTCFullYear();
  if (expYear < thisYear || expYear > thisYear + 50) {
    throw cardError("invalid_expiry_year", "Your card's expiration year is invalid.", `${param}[exp_year]`);
  }
  if (expYear === thisYear && expMonth < today.getUTCMonth() + 1) {
    throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.", `${param}[exp_month]`);
  }
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

function cardError(code: string, message: string, param: string): StripeError {
  return new StripeError({ type: "card_error", code, message, param });
}

function missingDetail(param: string): StripeError {
  return new StripeError({
    type: "invalid_request_error",
    code: "parameter_missing",
    message: `Missing required param: ${param}.`,
    param,
  });
}
