import { type Rate, SEED_RATE_CARD } from "@farebox/billing-core";

/** The price list does not change while a program runs, so every baseline keeps it in memory. */
export function rateOf(service: string): Rate {
  const rate = SEED_RATE_CARD.rates.find((one) => one.service === service);
  if (rate === undefined) throw new Error(`no rate for ${service}`);
  return rate;
}
