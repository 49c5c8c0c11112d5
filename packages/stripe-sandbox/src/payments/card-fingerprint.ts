import { createHash } from "node:crypto";
import { TEST_CARDS, type TestCard } from "./test-cards.ts";

/**
 * The same number has the same fingerprint wherever it is used, as Stripe's does; it is also how the sandbox knows a
 * stored payment method's behaviour again without keeping its number.
 */
export function cardFingerprint(number: string): string {
  return createHash("sha256").update(`card:${number}`).digest("base64url").replaceAll(/[-_]/gu, "x").slice(0, 16);
}

export function findTestCardByFingerprint(fingerprint: string): TestCard | null {
  return BY_FINGERPRINT.get(fingerprint) ?? null;
}

const BY_FINGERPRINT = new Map(TEST_CARDS.map((card) => [cardFingerprint(card.number), card]));
