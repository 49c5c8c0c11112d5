import type { DiscountPlace } from "../invoicing/redeem-discounts.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { planOf } from "./billed-price.ts";
import { buildItem, checkItems, type ItemChange, priceGiven, withDiscounts } from "./item-parameters.ts";
import type { Subscription, SubscriptionItem } from "./write-subscription.ts";

/** All items of the subscription as they will be; those not named stay. */
export function changedItemRows(
  world: World,
  before: Subscription,
  changes: readonly ItemChange[],
  now: number,
): SubscriptionItem[] {
  const rows = new Map(before.items.data.map((item) => [item.id, item]));
  const place = { customer: before.customer, subscription: before.id, at: now, currency: before.currency };
  for (const [index, change] of changes.entries()) {
    const param = `items[${index}]`;
    if (change.id === undefined) {
      const added = addedItem(world, before, change, { param, place, now });
      rows.set(added.id, added);
    } else if (change.deleted === true) {
      requireOwn(rows, change.id, param);
      rows.delete(change.id);
    } else {
      const item = requireOwn(rows, change.id, param);
      rows.set(item.id, changedItem(world, item, change, { param, place }));
    }
  }
  const items = [...rows.values()];
  if (items.length === 0) {
    throw invalidRequest(
      "A subscription must have at least one active plan. To cancel it, delete the subscription instead.",
      {
        param: "items",
      },
    );
  }
  checkItems(items, before.billing_mode.type);
  return items;
}

function addedItem(
  world: World,
  before: Subscription,
  change: ItemChange,
  { param, place, now }: { param: string; place: DiscountPlace; now: number },
): SubscriptionItem {
  if (change.deleted === true) {
    throw invalidRequest("You must pass the `id` of an item to delete it.", {
      code: "parameter_missing",
      param: `${param}[id]`,
    });
  }
  const price = priceGiven(world, change, { param, currency: before.currency });
  if (price === null) {
    throw invalidRequest(`Missing required param: ${param}[price].`, {
      code: "parameter_missing",
      param: `${param}[price]`,
    });
  }
  const item = buildItem(world, change, { price, subscription: before.id, created: now });
  return withDiscounts(world, item, change, { ...place, param: `${param}[discounts]` });
}

/** A new price begins with a quantity of one unless the request says how many. */
function changedItem(
  world: World,
  item: SubscriptionItem,
  change: ItemChange,
  { param, place }: { param: string; place: DiscountPlace },
): SubscriptionItem {
  const price = priceGiven(world, change, { param, currency: place.currency ?? null });
  const changesPrice = price !== null && price.id !== item.price.id;
  const changed = {
    ...item,
    ...(changesPrice ? { price, plan: planOf(price) } : {}),
    quantity: change.quantity ?? (changesPrice ? 1 : (item.quantity ?? 1)),
    metadata: mergeMetadata(item.metadata, change.metadata),
  };
  return withDiscounts(world, changed, change, { ...place, param: `${param}[discounts]` });
}

function requireOwn(rows: ReadonlyMap<string, SubscriptionItem>, id: string, param: string): SubscriptionItem {
  const item = rows.get(id);
  if (item !== undefined) return item;
  throw invalidRequest(`No such subscription item: '${id}'`, { code: "resource_missing", param: `${param}[id]` });
}
