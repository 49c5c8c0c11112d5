import type Stripe from "stripe";
import { string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import type { Parsed } from "../parameters/structures.ts";
import { switchedOff } from "../parameters/uncovered.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { changeSubscription } from "../subscribing/change-subscription.ts";
import { itemShape, NO_USAGE } from "../subscribing/item-parameters.ts";
import { paymentParameters } from "../subscribing/subscription-parameters.ts";
import type { SubscriptionItem } from "../subscribing/write-subscription.ts";
import { pageOfRows, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

const changeParameters = { ...paymentParameters, proration_date: timestamp() };

/** Each of them is an update of the subscription, seen from one item. */
export const subscriptionItemRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/subscription_items",
    parameters: { ...itemShape, ...changeParameters, subscription: required(string()) },
    handle: ({ world, parameters }) => {
      const { subscription, ...given } = parameters;
      const [change, payment] = split(given);
      const known = new Set(itemIds(world, subscription));
      changeSubscription(world, subscription, { ...payment, items: [change] });
      return requireItem(world, itemIds(world, subscription).find((id) => !known.has(id)) ?? "");
    },
  }),
  route({
    method: "GET",
    path: "/v1/subscription_items",
    parameters: { ...pageParameters, subscription: required(string()) },
    handle: ({ world, parameters }) => {
      const { items } = world.subscriptions.require(parameters.subscription, "subscription", 400);
      return pageOfRows(items.data, parameters, "/v1/subscription_items");
    },
  }),
  route({
    method: "GET",
    path: "/v1/subscription_items/:item",
    parameters: {},
    handle: ({ world, path }) => requireItem(world, path.item),
  }),
  route({
    method: "POST",
    path: "/v1/subscription_items/:item",
    parameters: { ...itemShape, ...changeParameters },
    handle: ({ world, path, parameters }) => {
      const { subscription } = requireItem(world, path.item);
      const [change, payment] = split(parameters);
      changeSubscription(world, subscription, { ...payment, items: [{ ...change, id: path.item }] });
      return requireItem(world, path.item);
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/subscription_items/:item",
    parameters: { ...changeParameters, clear_usage: switchedOff(NO_USAGE) },
    handle: ({ world, path, parameters }) => {
      const { subscription } = requireItem(world, path.item);
      const { clear_usage: _usage, ...payment } = parameters;
      changeSubscription(world, subscription, { ...payment, items: [{ id: path.item, deleted: true }] });
      return {
        id: path.item,
        object: "subscription_item",
        deleted: true,
      } satisfies Stored<Stripe.DeletedSubscriptionItem>;
    },
  }),
];

function requireItem(world: World, id: string): SubscriptionItem {
  return world.subscription_items.require(id, "item");
}

function itemIds(world: World, subscription: string): string[] {
  return world.subscriptions.require(subscription, "subscription", 400).items.data.map((item) => item.id);
}

type Given = Parsed<typeof itemShape & typeof changeParameters>;

/** What says something of the item, and what of the change. */
function split({ off_session, payment_behavior, proration_behavior, proration_date, ...change }: Given) {
  return [change, { off_session, payment_behavior, proration_behavior, proration_date }] as const;
}
