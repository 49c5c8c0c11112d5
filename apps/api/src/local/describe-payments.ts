import { listOffers, listPrices } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { toWantedPrice } from "../stripe/catalogue/wanted-price.ts";

/** Which provider takes the payments, and what it cannot sell yet. */
export async function describePayments({ db, stripe }: Pick<Deps, "db" | "stripe">): Promise<readonly string[]> {
  if (stripe.standIn !== null)
    return [
      `the local stand-in for Stripe at ${stripe.standIn.url}; no money moves`,
      "(STRIPE_SECRET_KEY was not given)",
    ];
  const offers = await listOffers(db.service);
  const current = (await listPrices(db.service)).filter(({ retiredAt }) => retiredAt === null);
  const sold = new Set(current.map(({ lookupKey }) => lookupKey));
  const missing = offers.map(toWantedPrice).filter(({ lookupKey }) => !sold.has(lookupKey)).length;
  return [
    stripe.isLive ? "Stripe, live: real money" : "Stripe, with test keys",
    ...(missing === 0 ? [] : [`${missing} prices are not there yet: npm run stripe:sync`]),
  ];
}
