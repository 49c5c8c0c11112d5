import { MAX_MICRO_TOKENS, MICRO_PER_TOKEN, type MicroTokens, microTokens } from "./amounts.ts";
import type { BillingError } from "./errors.ts";

/**
 * Tokens as outside code reads them: a JSON number with at most 6 decimals. The one file that converts.
 *
 * By way of decimal text, never by dividing: up to `MAX_MICRO_TOKENS` two amounts that differ by a micro-token are two
 * different numbers, so every amount survives the way out and back.
 */
export function toTokens(amount: MicroTokens): number {
  return Number(toTokensText(amount));
}

/** The same as exact decimal text without needless zeros: `2.033334`, `-0.5`, `100`. */
export function toTokensText(amount: MicroTokens): string {
  const size = amount < 0n ? -amount : amount;
  const whole = `${amount < 0n ? "-" : ""}${size / MICRO_PER_TOKEN}`;
  const decimals = String(size % MICRO_PER_TOKEN)
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  return decimals === "" ? whole : `${whole}.${decimals}`;
}

/**
 * Reads tokens from a JSON number. More than 6 decimals, more than 8 billion tokens in either direction, infinite and
 * not-a-number are `validation_failed`; nothing is rounded. Negative 0 is 0.
 *
 * @param field what the error names.
 */
export function fromTokens(value: number, field = "tokens"): MicroTokens | TokensRefused {
  if (!Number.isFinite(value)) return refused(field, "must be a number");
  const text = String(value);
  // JavaScript writes what is smaller than a micro-token as 1e-7, and from 1e+21 on it writes exponents again.
  if (text.includes("e-")) return refused(field, "must have at most 6 decimals");
  if (text.includes("e+")) return refused(field, "must be at most 8 billion tokens");

  const isNegative = text.startsWith("-");
  const [whole = "", decimals = ""] = (isNegative ? text.slice(1) : text).split(".");
  if (decimals.length > DECIMALS) return refused(field, "must have at most 6 decimals");
  const size = BigInt(whole + decimals.padEnd(DECIMALS, "0"));
  if (size > MAX_MICRO_TOKENS) return refused(field, "must be at most 8 billion tokens");
  return microTokens(isNegative ? -size : size);
}

export type TokensRefused = Extract<BillingError, { readonly code: "validation_failed" }>;

const DECIMALS = 6;

function refused(field: string, message: string): TokensRefused {
  return { code: "validation_failed", field, message };
}
