import type { Instant } from "../instants.ts";
import type { Rate, RateCard } from "../rate-card.ts";

/** Increment by increment, the last part of a micro-token rounded up. */
export function priceOf(rate: Rate, quantity: number): bigint {
  if (quantity === 0) return 0n;
  let billed = rate.initialIncrement;
  while (billed < quantity) billed += rate.nextIncrement;
  const units = BigInt(billed > rate.freeUnits ? billed - rate.freeUnits : 0);
  const exact = units * rate.tokens;
  const whole = exact / BigInt(rate.per);
  const price = rate.connectFee + (whole * BigInt(rate.per) < exact ? whole + 1n : whole);
  return price > rate.minimum ? price : rate.minimum;
}

/** The business's own price if it has one then, else the general one. */
export function rateOf(cards: readonly RateCard[], service: string, at: Instant): Rate | null {
  const inForce = cards.filter((card) => card.validFrom <= at && at < (card.validTo ?? Number.POSITIVE_INFINITY));
  const ownFirst = inForce.toSorted(
    (left, right) => Number(left.businessId === null) - Number(right.businessId === null),
  );
  return ownFirst.flatMap((card) => card.rates).find((rate) => rate.service === service) ?? null;
}
