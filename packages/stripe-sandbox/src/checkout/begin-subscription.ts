import type { World } from "../store/world.ts";
import { startSubscription } from "../subscribing/start-subscription.ts";

/** Starts what the session sells as a subscription; its first invoice waits for the payment. Returns its id. */
export function beginSubscription(
  world: World,
  sessionId: string,
  { customer, method }: { customer: string; method: string | null },
): string {
  const session = world.checkout_sessions.require(sessionId);
  const { lineItems, subscription: data } = world.checkout_plans.require(sessionId);
  const sold = lineItems.flatMap(({ price, quantity }) => (price === null ? [] : [{ price, quantity: quantity ?? 1 }]));
  const asItem = ({ price, quantity }: (typeof sold)[number]) => ({ price: price.id, quantity });
  const { id } = startSubscription(world, {
    ...data,
    customer,
    currency: session.currency ?? "usd",
    items: sold.filter(({ price }) => price.recurring !== null).map(asItem),
    add_invoice_items: sold.filter(({ price }) => price.recurring === null).map(asItem),
    discounts: (session.discounts ?? []).map(({ coupon, promotion_code }) =>
      promotion_code === null ? { coupon: coupon ?? "" } : { promotion_code },
    ),
    payment_behavior: "default_incomplete",
    ...(method === null ? {} : { default_payment_method: method }),
  });
  world.checkout_plans.update(sessionId, { pendingSubscription: id });
  return id;
}
