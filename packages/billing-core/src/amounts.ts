/**
 * Amounts are integers of micro-tokens (1/1,000,000 token). This file alone knows the scale.
 *
 * Rounding never happens here: a rate rounds up once per usage event (`rating.ts`), everything else is exact.
 */

declare const microTokensBrand: unique symbol;

/** An amount in millionths of a token. Signed; at most `MAX_MICRO_TOKENS` in size. */
export type MicroTokens = bigint & { readonly [microTokensBrand]: true };

/** Micro-tokens in one token. */
export const MICRO_PER_TOKEN = 1_000_000n;

/** The largest amount in either direction: 8 billion tokens, still exact as a JSON number of micro-tokens. */
export const MAX_MICRO_TOKENS = 8_000_000_000_000_000n;

/** Names an integer as an amount. Throws a RangeError beyond ±`MAX_MICRO_TOKENS`: reaching it is a bug, not input. */
export function microTokens(value: bigint): MicroTokens {
  if (value > MAX_MICRO_TOKENS || value < -MAX_MICRO_TOKENS) {
    throw new RangeError(`amount of ${value} micro-tokens is beyond ±${MAX_MICRO_TOKENS}`);
  }
  return value as MicroTokens;
}

export const ZERO = microTokens(0n);

/** Whole tokens, for constants and tests. */
export function tokens(whole: number): MicroTokens {
  return microTokens(BigInt(whole) * MICRO_PER_TOKEN);
}

/** The greater of two amounts. */
export function larger<Amount extends bigint>(left: Amount, right: Amount): Amount {
  if (left >= right) return left;
  return right;
}

/** The lesser of two amounts. */
export function smaller<Amount extends bigint>(left: Amount, right: Amount): Amount {
  if (left <= right) return left;
  return right;
}
