import { MAX_MICRO_TOKENS } from "./amounts.ts";
import { invariant } from "./invariant.ts";
import type { Rate } from "./rate-card.ts";

/** The most base units one usage line may carry. */
export const MAX_QUANTITY = 1_000_000_000;

/**
 * The price of `quantity` base units, in micro-tokens.
 *
 * 0 for a quantity of 0; otherwise the greater of `minimum` and
 * `connectFee + ceil(max(0, billed − freeUnits) × tokens / per)`. The ceiling is the only rounding of a usage event.
 * Never decreases as the quantity grows. A plain integer, because a rate of one's own can price beyond `MAX_MICRO_TOKENS`:
 * whoever books it refuses that first.
 *
 * @param quantity integer, 0 … `MAX_QUANTITY`, of the whole event (for a call: of the call so far, so that ticks never add rounding).
 */
export function charge(rate: Rate, quantity: number): bigint {
  if (quantity === 0) return 0n;
  const paidUnits = billed(rate, quantity) - rate.freeUnits;
  const price =
    paidUnits > 0 ? rate.connectFee + divCeil(BigInt(paidUnits) * rate.tokens, BigInt(rate.per)) : rate.connectFee;
  if (price < rate.minimum) return rate.minimum;
  return price;
}

/** Base units that `quantity` is billed as: the first increment at once, then whole further increments. 0 for 0. */
export function billed(rate: Rate, quantity: number): number {
  if (quantity === 0) return 0;
  if (quantity <= rate.initialIncrement) return rate.initialIncrement;
  return (
    rate.initialIncrement + Math.ceil((quantity - rate.initialIncrement) / rate.nextIncrement) * rate.nextIncrement
  );
}

/**
 * The greatest quantity, 0 … `MAX_QUANTITY`, whose charge is at most `budget`: the inverse of `charge`.
 *
 * By bisection, so that it holds for every rate for which `charge` never decreases, whatever its increments and fees.
 */
export function affordable(rate: Rate, budget: bigint): number {
  if (budget < 0n) return 0;
  let least = 0;
  let most = MAX_QUANTITY;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (charge(rate, middle) <= budget) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** `dividend / divisor` rounded up, for a dividend ≥ 0 and a divisor > 0. */
export function divCeil(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** Whether a rate keeps the promises that `charge` and `affordable` rest on. A card is checked once, when it is made. */
export function checkRate(rate: Rate): void {
  invariant(Number.isSafeInteger(rate.per) && rate.per >= 1, `rate ${rate.service} prices at least one base unit`);
  invariant(
    Number.isSafeInteger(rate.initialIncrement) && rate.initialIncrement >= 1,
    `rate ${rate.service} begins with at least one base unit`,
  );
  invariant(
    Number.isSafeInteger(rate.nextIncrement) && rate.nextIncrement >= 1,
    `rate ${rate.service} goes on by at least one base unit`,
  );
  invariant(
    Number.isSafeInteger(rate.freeUnits) && rate.freeUnits >= 0,
    `rate ${rate.service} has no negative free units`,
  );
  for (const amount of [rate.tokens, rate.minimum, rate.connectFee]) {
    invariant(amount >= 0n && amount <= MAX_MICRO_TOKENS, `rate ${rate.service} has amounts between 0 and the bound`);
  }
}
