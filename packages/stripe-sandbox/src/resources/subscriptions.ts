import { nowOfCustomer } from "../clock/now.ts";
import { removeDiscount } from "../invoicing/redeem-discounts.ts";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { object } from "../parameters/structures.ts";
import { cancelSubscription } from "../subscribing/cancel-subscription.ts";
import { changeSubscription } from "../subscribing/change-subscription.ts";
import { resumeShape, resumeSubscription } from "../subscribing/resume-subscription.ts";
import { startSubscription } from "../subscribing/start-subscription.ts";
import { cancellationDetails, createShape, updateShape } from "../subscribing/subscription-parameters.ts";
import { isEnded, type Subscription, updateSubscription } from "../subscribing/write-subscription.ts";
import { noSuch } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

const listShape = {
  ...pageParameters,
  collection_method: enumeration(["charge_automatically", "send_invoice"]),
  created: range(),
  current_period_end: range(),
  current_period_start: range(),
  customer: string(),
  plan: string(),
  price: string(),
  status: enumeration([
    "active",
    "all",
    "canceled",
    "ended",
    "incomplete",
    "incomplete_expired",
    "past_due",
    "paused",
    "trialing",
    "unpaid",
  ]),
  test_clock: string(),
};

export const subscriptionRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/subscriptions",
    parameters: createShape,
    handle: ({ world, parameters }) => startSubscription(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/subscriptions",
    parameters: listShape,
    handle: ({ world, parameters: asked }) =>
      pageOf(world.subscriptions, asked, {
        url: "/v1/subscriptions",
        matches: (each) =>
          hasStatus(each, asked.status) &&
          isInRange(each.created, asked.created) &&
          isSomeItem(each, (item) => isInRange(item.current_period_end, asked.current_period_end)) &&
          isSomeItem(each, (item) => isInRange(item.current_period_start, asked.current_period_start)) &&
          (asked.collection_method === undefined || each.collection_method === asked.collection_method) &&
          (asked.customer === undefined || each.customer === asked.customer) &&
          ((asked.price ?? asked.plan) === undefined ||
            isSomeItem(each, (item) => item.price.id === (asked.price ?? asked.plan))) &&
          (asked.test_clock === undefined
            ? each.test_clock === null || asked.customer !== undefined
            : each.test_clock === asked.test_clock),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/subscriptions/:id",
    parameters: {},
    handle: ({ world, path }) => world.subscriptions.require(path.id),
  }),
  route({
    method: "POST",
    path: "/v1/subscriptions/:id",
    parameters: updateShape,
    handle: ({ world, path, parameters }) => changeSubscription(world, path.id, parameters),
  }),
  route({
    method: "DELETE",
    path: "/v1/subscriptions/:id",
    parameters: { cancellation_details: cancellationDetails, invoice_now: boolean(), prorate: boolean() },
    handle: ({ world, path, parameters }) => cancelSubscription(world, path.id, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/subscriptions/:id/resume",
    parameters: resumeShape,
    handle: ({ world, path, parameters }) => resumeSubscription(world, path.id, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/subscriptions/:id/migrate",
    parameters: { billing_mode: required(object({ type: required(enumeration(["flexible"])) })) },
    handle: ({ world, path }) => {
      const { customer } = world.subscriptions.require(path.id);
      const flexible = { proration_discounts: "included" as const };
      const updated_at = nowOfCustomer(world, customer);
      return updateSubscription(world, path.id, { billing_mode: { flexible, type: "flexible", updated_at } });
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/subscriptions/:id/discount",
    parameters: {},
    handle: ({ world, path }) => {
      const subscription = world.subscriptions.require(path.id);
      const [first] = subscription.discounts;
      if (first === undefined) throw noSuch("discount", path.id, "id");
      updateSubscription(world, path.id, { discounts: subscription.discounts.filter((id) => id !== first) });
      return removeDiscount(world, first);
    },
  }),
];

export const subscriptionExpandable: Expandable = {
  subscription: {
    customer: byId("customers"),
    default_payment_method: byId("payment_methods"),
    discounts: byId("discounts"),
    latest_invoice: byId("invoices"),
    pending_setup_intent: byId("setup_intents"),
    schedule: byId("subscription_schedules"),
    test_clock: byId("test_clocks"),
  },
  subscription_item: { discounts: byId("discounts") },
};

function hasStatus(subscription: Subscription, asked: string | undefined): boolean {
  if (asked === "all") return true;
  if (asked === "ended") return isEnded(subscription);
  return asked === undefined ? subscription.status !== "canceled" : subscription.status === asked;
}

function isSomeItem(
  subscription: Subscription,
  matches: (item: Subscription["items"]["data"][number]) => boolean,
): boolean {
  return subscription.items.data.some(matches);
}
