import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { cancelWork, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { intentOfInvoice } from "../invoicing/invoice-intent.ts";
import { redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { insertAddedItems } from "./added-invoice-items.ts";
import { amountOf } from "./billed-price.ts";
import { buildSubscription } from "./build-subscription.ts";
import { collectNow } from "./collect-subscription-invoice.ts";
import { firstLines, firstPeriods } from "./first-period.ts";
import { buildItem, checkItems, priceGiven, withDiscounts } from "./item-parameters.ts";
import { askForCard } from "./pending-setup-intent.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import type { createShape } from "./subscription-parameters.ts";
import { isTrialAt, type Subscription, type SubscriptionItem, writeSubscription } from "./write-subscription.ts";

export type SubscriptionGiven = Parsed<typeof createShape>;

/** Source: https://docs.stripe.com/billing/subscriptions/overview#subscription-payment-behavior (23 hours). */
const INCOMPLETE_SECONDS = 23 * 3600;

/** A new subscription with its first invoice, collected as `payment_behavior` says. */
export function startSubscription(world: World, given: SubscriptionGiven): Subscription {
  const customer = world.customers.require(given.customer, "customer", 400);
  const behavior = given.payment_behavior ?? "allow_incomplete";
  if (behavior === "pending_if_incomplete") {
    throw invalidRequest("`pending_if_incomplete` can only be used when updating a subscription.", {
      param: "payment_behavior",
    });
  }
  const now = nowOfCustomer(world, customer.id);
  const { subscription, invoice } = draftFirstInvoice(world, given, now);
  const collected = collectNow(world, world.subscriptions.require(subscription.id), invoice.id, {
    behavior,
    isOffSession: given.off_session ?? false,
    isRetried: false,
  });
  // A debit on its way is trusted until it fails: https://docs.stripe.com/billing/subscriptions/sepa-debit
  const isOnItsWay = intentOfInvoice(world, collected.id)?.status === "processing";
  const isWaiting =
    collected.status === "open" && !isOnItsWay && subscription.collection_method === "charge_automatically";
  const status = isTrialAt(subscription, now) ? "trialing" : isWaiting ? "incomplete" : "active";
  const written = writeSubscription(world, subscription.id, { status });
  const started = collected.amount_due === 0 ? askForCard(world, written) : written;
  const testClock = subscription.test_clock ?? null;
  if (status === "incomplete") {
    const at = now + INCOMPLETE_SECONDS;
    scheduleWork(world, { kind: "subscription.expire_incomplete", subject: subscription.id, at, testClock });
  } else cancelWork(world, "subscription.expire_incomplete", subscription.id);
  emit(world, "customer.subscription.created", started);
  // A trial too short for a warning three days ahead is told of at once.
  const endsSoon = started.trial_end !== null && started.trial_end - now <= 3 * SECONDS_PER_DAY;
  if (status === "trialing" && endsSoon) emit(world, "customer.subscription.trial_will_end", started);
  return started;
}

/** The rows of a new subscription and the draft of its first invoice. */
export function draftFirstInvoice(world: World, given: SubscriptionGiven, now: number) {
  const { subscription, items } = insertRows(world, given, now);
  insertAddedItems(world, subscription, given.add_invoice_items ?? [], now);
  const lines = firstLines(world, subscription, items, { prorates: given.proration_behavior !== "none", now });
  const invoice = draftSubscriptionInvoice(world, subscription, { billingReason: "subscription_create", lines });
  return { subscription, invoice };
}

function insertRows(
  world: World,
  given: SubscriptionGiven,
  now: number,
): { subscription: Subscription; items: SubscriptionItem[] } {
  if (given.items.length === 0) throw invalidRequest("A subscription needs at least one item.", { param: "items" });
  const id = world.subscriptions.newId();
  let currency = given.currency?.toLowerCase() ?? null;
  const drafts = given.items.map((each, index) => {
    const param = `items[${index}]`;
    const price = priceGiven(world, each, { param, currency });
    if (price === null)
      throw invalidRequest(`Missing required param: ${param}[price].`, {
        code: "parameter_missing",
        param: `${param}[price]`,
      });
    currency ??= price.currency;
    return { given: each, price, param };
  });
  const billed = currency ?? "usd";
  const place = { customer: given.customer, subscription: id, at: now, currency: billed };
  const unplaced = drafts.map((each) =>
    buildItem(world, each.given, { price: each.price, subscription: id, created: now }),
  );
  const terms = buildSubscription(world, given, { id, now, currency: billed, items: unplaced });
  checkItems(unplaced, terms.billing_mode.type);
  const amount = unplaced.reduce(
    (sum, item) => sum + amountOf(world, item.price, { quantity: item.quantity ?? 1, currency: billed }),
    0,
  );
  const discounts = redeemDiscounts(world, given.discounts ?? [], { ...place, amount });
  const items = firstPeriods(terms, unplaced, now).map((item, index) => {
    const draft = drafts[index];
    return draft === undefined
      ? item
      : withDiscounts(world, item, draft.given, { ...place, param: `${draft.param}[discounts]` });
  });
  for (const item of items) world.subscription_items.insert(item);
  world.subscriptions.insert({ ...terms, discounts });
  return { subscription: writeSubscription(world, id, {}), items };
}
