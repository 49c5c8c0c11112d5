import { MAX_MICRO_TOKENS, type MicroTokens, microTokens } from "../amounts.ts";

/** An estimate as an amount: rounded, and never less than nothing nor beyond what an amount may be. */
export function estimatedMicroTokens(value: number): MicroTokens {
  return microTokens(BigInt(Math.round(Math.min(Math.max(0, value), Number(MAX_MICRO_TOKENS)))));
}
