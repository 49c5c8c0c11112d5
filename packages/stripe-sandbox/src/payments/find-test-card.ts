import { TEST_CARDS, type TestCard } from "./test-cards.ts";

/** The documented card behind a number, or null: nothing but test numbers is ever accepted. */
export function findTestCardByNumber(number: string): TestCard | null {
  return BY_NUMBER.get(number) ?? null;
}

/** The documented card behind `pm_card_visa`, or null when that is no test payment method. */
export function findTestCardByPaymentMethod(paymentMethod: string): TestCard | null {
  return BY_PAYMENT_METHOD.get(paymentMethod) ?? null;
}

/** The documented card behind `tok_visa`, or null when that is no test token. */
export function findTestCardByToken(token: string): TestCard | null {
  return BY_TOKEN.get(token) ?? null;
}

/** Luhn's sum, the check that tells a mistyped number from a wrong one. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const BY_NUMBER = new Map(TEST_CARDS.map((card) => [card.number, card]));
const BY_PAYMENT_METHOD = byName("pm_card_");
const BY_TOKEN = byName("tok_");

function byName(prefix: string): Map<string, TestCard> {
  return new Map(TEST_CARDS.flatMap((card) => card.names.map((name) => [`${prefix}${name}`, card] as const)));
}
