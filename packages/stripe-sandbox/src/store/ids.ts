import { randomInt } from "node:crypto";
import type { CollectionKind } from "./collection.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const COUNTER_LENGTH = 6;
/** One to one on the counters that fit, for it shares no factor with 62; spreads neighbours so that ids look nothing alike. */
const SPREAD = 32_416_190_071n;

/** The counter makes an id unique, the random rest makes it impossible to guess. */
export function buildId(kind: CollectionKind, counter: number): string {
  const spread = (BigInt(counter) * SPREAD) % BigInt(DIGITS.length) ** BigInt(COUNTER_LENGTH);
  const counted = inBase62(Number(spread)).padStart(COUNTER_LENGTH, "0");
  // Stripe's 24-character ids begin with a digit.
  const lead = kind.idLength >= 24 ? "1" : "";
  const randomLength = kind.idLength - lead.length - counted.length;
  return `${kind.idPrefix}_${lead}${randomText(randomLength - 1)}${counted}${randomText(1)}`;
}

export function randomText(length: number): string {
  let text = "";
  while (text.length < length) text += DIGITS[randomInt(DIGITS.length)];
  return text;
}

function inBase62(value: number): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / DIGITS.length)) text = DIGITS[rest % DIGITS.length] + text;
  return text;
}
