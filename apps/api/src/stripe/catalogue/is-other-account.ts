import { listPrices } from "@farebox/db/selling";
import Stripe from "stripe";
import type { Deps } from "../../deps.ts";

/**
 * Whether the provider knows none of the prices we sell at: a key of another account, or of the other mode. Synchronising
 * would then replace every price there is.
 */
export async function isOtherAccount({ db, stripe }: Pick<Deps, "db" | "stripe">): Promise<boolean> {
  const current = (await listPrices(db.service)).filter(({ retiredAt }) => retiredAt === null);
  for (const { priceId } of current) {
    try {
      await stripe.api.prices.retrieve(priceId);
      return false;
    } catch (failure) {
      const isMissing = failure instanceof Stripe.errors.StripeError && failure.code === "resource_missing";
      if (!isMissing) throw failure;
    }
  }
  return current.length > 0;
}
