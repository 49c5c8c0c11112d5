import {
  affordable,
  charge,
  fromTokens,
  MAX_QUANTITY,
  type MicroTokens,
  type Rate,
  toTokens,
} from "@farebox/billing-core";

/** A rate as the API writes it: amounts are token numbers. */
export type WireRate = {
  readonly service: string;
  readonly tokens: number;
  readonly per: number;
  readonly unit: string;
  readonly initialIncrement: number;
  readonly nextIncrement: number;
  readonly minimum: number;
  readonly connectFee: number;
  readonly freeUnits: number;
};

/** How many base units of a service an amount pays for, by the function that also settles. */
export function affordableUnits(wire: WireRate, tokens: number): number {
  return affordable(toRate(wire), readTokens(tokens));
}

/** The same in what people count: whole minutes of what is metered by the second, otherwise the unit itself. */
export function affordablePeopleUnits(wire: WireRate, tokens: number): number {
  const units = unitsInAll(toRate(wire), readTokens(tokens));
  return wire.unit === "second" ? Math.floor(units / 60) : units;
}

/** One event has a bound, an amount may pay for several: the largest there can be, then one for what is left. */
function unitsInAll(rate: Rate, budget: bigint): number {
  const largest = charge(rate, MAX_QUANTITY);
  if (largest === 0n || largest > budget) return affordable(rate, budget);
  const whole = budget / largest;
  return Number(whole) * MAX_QUANTITY + affordable(rate, budget - whole * largest);
}

/** What so many base units cost, by the function that also settles: what is shown while a call runs is what its receipt says. */
export function chargeFor(wire: WireRate, units: number): number {
  return toTokens(charge(toRate(wire), units) as MicroTokens);
}

export function toRate(wire: WireRate): Rate {
  return {
    ...wire,
    // Only authorisation asks for the shape; prices are the same for calls and events.
    shape: wire.unit === "second" ? "call" : "event",
    tokens: readTokens(wire.tokens),
    minimum: readTokens(wire.minimum),
    connectFee: readTokens(wire.connectFee),
  };
}

function readTokens(tokens: number) {
  const read = fromTokens(tokens);
  if (typeof read !== "bigint") throw new RangeError(`the API sent ${tokens} as an amount`);
  return read;
}
