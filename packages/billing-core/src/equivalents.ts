import type { MicroTokens } from "./amounts.ts";
import type { Rate } from "./rate-card.ts";
import { affordable } from "./rating.ts";

/**
 * What an amount pays for of each service, spent on one use of it: whole minutes where a service is priced by 60 seconds,
 * otherwise base units. For services that cost nothing there is no such number, and none is given.
 */
export function equivalents(amount: MicroTokens, rates: readonly Rate[]): readonly Equivalent[] {
  return rates
    .filter(({ tokens }) => tokens > 0n)
    .map((rate) => {
      const isByMinute = rate.unit === "second" && rate.per === 60;
      const quantity = affordable(rate, amount);
      return {
        service: rate.service,
        unit: isByMinute ? "minute" : rate.unit,
        quantity: isByMinute ? Math.floor(quantity / 60) : quantity,
      };
    });
}

export type Equivalent = { readonly service: string; readonly unit: string; readonly quantity: number };
