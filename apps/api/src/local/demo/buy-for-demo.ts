import { readCurrentPrice } from "@farebox/db/selling";
import type { DemoBusiness } from "@farebox/demo";
import type { Deps } from "../../deps.ts";
import { buyPackage } from "../../use-cases/buy-package.ts";
import { ensureCustomer } from "../../use-cases/ensure-customer.ts";
import { planLookupKey } from "../../use-cases/lookup-keys.ts";
import { isRefusal, type Refusal } from "../../use-cases/refusal.ts";
import { settleMoneyTime } from "../../use-cases/settle-money-time.ts";

/**
 * Lets the demo businesses buy what they are told to have bought, with a test card of the payment stand-in. The tokens come as
 * to everybody, by what it tells us. Done again, it finds the card, the subscription and the purchase it made before.
 */
export async function buyForDemo(
  deps: Deps,
  { businesses, email }: { readonly businesses: readonly DemoBusiness[]; readonly email: string },
): Promise<void> {
  // Only where no payment is real.
  if (deps.stripe.standIn === null) return;
  for (const business of businesses) {
    const { plan, packages } = business.buys;
    if (plan === null && packages.length === 0) continue;
    const customerId = given(await ensureCustomer(deps, { businessId: business.id, email }));
    await ensureCard(deps, { business, customerId });
    for (const packageKey of packages) await buy(deps, { business, packageKey, email });
    if (plan !== null) await ensurePlan(deps, { business, customerId, plan });
  }
  await settleMoneyTime(deps);
}

type Buyer = { readonly business: DemoBusiness; readonly customerId: string };

async function ensureCard({ provider, stripe }: Deps, { business, customerId }: Buyer): Promise<void> {
  if (given(await provider.listCards(customerId)).length > 0) return;
  const card = await stripe.api.paymentMethods.attach(
    "pm_card_visa",
    { customer: customerId },
    { idempotencyKey: `demo:${business.slug}:card` },
  );
  given(await provider.makeCardDefault({ customerId, cardId: card.id }));
}

async function buy(
  deps: Deps,
  { business, packageKey, email }: { business: DemoBusiness; packageKey: string; email: string },
): Promise<void> {
  const asked = { businessId: business.id, packageKey, payWith: "saved_card", email } as const;
  given(
    await buyPackage(deps, { ...asked, requestKey: `demo:${packageKey}`, returnUrl: undefined, requestedBy: null }),
  );
}

async function ensurePlan(
  { db, provider, stripe }: Deps,
  { business, customerId, plan }: Buyer & { plan: string },
): Promise<void> {
  if (given(await provider.readSubscriptions(customerId)).length > 0) return;
  const price = await readCurrentPrice(db.service, planLookupKey({ key: plan, interval: "month" }));
  if (price === null) throw new Error(`the plan ${plan} is not on sale`);
  await stripe.api.subscriptions.create(
    {
      customer: customerId,
      items: [{ price: price.priceId }],
      metadata: { farebox_business_id: business.id },
    },
    { idempotencyKey: `demo:${business.slug}:plan` },
  );
}

function given<Answer>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(`the demo could not buy: ${answer.error.code}`);
  return answer;
}
