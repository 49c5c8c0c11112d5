import type Stripe from "stripe";
import type { Shop } from "./shop.ts";

/** What happens at the provider while none of its deliveries arrive; answers the events nobody was told of, the oldest first. */
export async function silently(shop: Shop, act: () => Promise<unknown>): Promise<readonly Stripe.Event[]> {
  const { control } = shop.product.provider;
  const seen = new Set((await allEvents(shop)).map(({ id }) => id));
  await control("POST", "/faults/deliveries", { mode: "drop", next: 100_000 });
  await act();
  await control("POST", "/deliveries/settle", {});
  await control("DELETE", "/faults");
  return (await allEvents(shop)).filter(({ id }) => !seen.has(id)).reverse();
}

/** Delivers these events, in this order, one after the other was worked on. */
export async function tell(shop: Shop, events: readonly Stripe.Event[]): Promise<void> {
  for (const { id } of events) {
    await shop.product.provider.control("POST", `/events/${id}/send`, {});
    await shop.settle();
  }
}

export function ofType(events: readonly Stripe.Event[], ...types: readonly string[]): readonly Stripe.Event[] {
  return types.flatMap((type) => events.filter((event) => event.type === type));
}

/** Newest first, as the provider lists them. */
function allEvents({ stripe }: Shop): Promise<Stripe.Event[]> {
  return stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
}
