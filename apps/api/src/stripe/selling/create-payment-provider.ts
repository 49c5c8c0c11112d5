import type { Deps } from "../../deps.ts";
import type { PaymentProvider } from "../../use-cases/payment-provider.ts";
import { readSubscription } from "../facts/subscription.ts";
import { createBillingDetails } from "./billing-details.ts";
import { createBills } from "./bills.ts";
import { createCards } from "./cards.ts";
import { createCharges } from "./charges.ts";
import { createCheckouts } from "./checkouts.ts";
import { createPlanMoves } from "./plan-moves.ts";
import { createPreview } from "./preview-plan.ts";

/** What selling asks of the payment provider, said in the provider's own words. */
export function createPaymentProvider(deps: Pick<Deps, "db" | "stripe">): PaymentProvider {
  const { stripe } = deps;
  return {
    isTaxAutomatic: stripe.isTaxAutomatic,
    ...createCheckouts(stripe),
    ...createCards(stripe),
    ...createBillingDetails(stripe),
    ...createCharges(stripe),
    ...createPreview(stripe),
    ...createPlanMoves(stripe),
    ...createBills(stripe),
    readSubscription: (subscriptionId) =>
      stripe.call(async () => {
        const found = await readSubscription(deps, subscriptionId);
        return found.kind === "facts" ? found.facts : [];
      }),
  };
}
