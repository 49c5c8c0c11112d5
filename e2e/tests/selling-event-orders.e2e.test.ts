import type Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { type Buyer, newBuyer } from "../src/buyer.ts";
import { moneyClock } from "../src/money-clock.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { signedBy } from "../src/sign-delivery.ts";
import { priceOnSale, type StripeSide, stripeSide } from "../src/stripe-side.ts";
import { paymentsOf } from "../src/tokens-paid-for.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const LIVES = Number(process.env["FAREBOX_DELIVERED_LIVES"] ?? 10);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const AT_ONCE = 6;
const MONTH_SECONDS = 31 * 86_400 + 7_200;

/** `isInOrder`: hears of everything when it happens, once. The others hear of some of it, in any order, and again. */
type Life = Buyer & { readonly isInOrder: boolean; subscriptionId: string };

const home = newHome();
const random = seededRandom(SEED);
let product: Product;
let side: StripeSide;
let handled: ReadonlySet<string>;
beforeAll(async () => {
  product = await startProduct(home);
  side = stripeSide(product.stripeUrl ?? "");
  const endpoints = await side.stripe.webhookEndpoints.list({ limit: 1 });
  handled = new Set(endpoints.data[0]?.enabled_events);
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test(`W01 W02 W03 W04 W33: ${LIVES} lives whose signed deliveries come in any order, twice, or only later end as one that heard of all at once`, async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  const clock = moneyClock(product);
  const lives = await Promise.all(
    Array.from({ length: LIVES + 1 }, async (_, index): Promise<Life> => {
      const buyer = await newBuyer(product, side, `Life ${index}`);
      return { ...buyer, isInOrder: index === 0, subscriptionId: "" };
    }),
  );
  // From here on nothing is delivered but by this test.
  await side.control("POST", "/faults/deliveries", { mode: "drop", next: 1_000_000 });
  const price = await priceOnSale(side, "farebox_plan_pro_month");
  for (const life of lives) {
    const made = await side.stripe.subscriptions.create({ customer: life.customerId, items: [{ price }] });
    life.subscriptionId = made.id;
  }
  await tellSome(lives);
  await clock.moveBy(MONTH_SECONDS);
  await tellSome(lives);
  for (const { customerId } of lives) {
    const [renewal] = await paymentsOf(side.stripe, customerId);
    await side.stripe.refunds.create({ payment_intent: renewal?.payment ?? "", amount: 1_000 });
  }
  await tellSome(lives);
  for (const { subscriptionId } of lives) await side.stripe.subscriptions.cancel(subscriptionId);
  await tellSome(lives);
  await tellAll(lives);
  await clock.settle();

  const [expected, ...others] = await Promise.all(lives.map(stateOf));
  // Two months at 5,000, the first of which is over, and of the other's $29 ten came back.
  const taken = Math.ceil((5_000 * 1e6 * 1_000) / 2_900) / 1e6;
  expect(expected).toMatchObject({ status: "canceled", available: 100 + 5_000 - taken });
  expect(expected?.entries).toEqual(["expiry -5000", "plan 5000", "plan 5000", `refund -${taken}`, "trial 100"]);
  for (const [index, other] of others.entries())
    expect(other, `FAREBOX_SEED=${SEED}, life ${index + 1}`).toEqual(expected);
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 600_000);

/** The first life hears of all that is new to it, in its order; each of the others of some of it. */
async function tellSome(lives: readonly Life[]): Promise<void> {
  const events = await eventsByCustomer();
  const deliveries = lives.flatMap(({ customerId, isInOrder }) => {
    const own = events.get(customerId) ?? [];
    return isInOrder ? [() => inTurn(own)] : heard(own).map((event) => () => deliver(event));
  });
  await inLanes(random.shuffle(deliveries));
}

/** Whoever missed something hears of it in the end. */
async function tellAll(lives: readonly Life[]): Promise<void> {
  const events = await eventsByCustomer();
  const own = lives.filter(({ isInOrder }) => !isInOrder).flatMap(({ customerId }) => events.get(customerId) ?? []);
  await inLanes(
    random.shuffle([...own, ...own.filter(() => random.next() < 0.3)]).map((event) => () => deliver(event)),
  );
}

/** Each of them not at all, once or twice. */
function heard(events: readonly Stripe.Event[]): readonly Stripe.Event[] {
  return events.flatMap((event) => Array.from({ length: random.integer(0, 2) }, () => event));
}

async function inTurn(events: readonly Stripe.Event[]): Promise<void> {
  for (const event of events) await deliver(event);
}

async function deliver(event: Stripe.Event): Promise<void> {
  const body = JSON.stringify(event);
  const answer = await fetch(`${product.url}/api/webhooks/stripe`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "stripe-signature": signedBy(product.stripeWebhookSecret ?? "", body),
    },
    body,
  });
  if (answer.status !== 200) throw new Error(`${event.type} was answered ${answer.status}: ${await answer.text()}`);
}

const kept = new Map<string, Stripe.Event>();

/** What the endpoint would have been sent so far, in its order. The provider lists events of the last thirty days alone. */
async function eventsByCustomer(): Promise<ReadonlyMap<string, readonly Stripe.Event[]>> {
  const newestFirst = await side.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const byCustomer = new Map<string, Stripe.Event[]>();
  for (const event of newestFirst.reverse()) kept.set(event.id, event);
  for (const event of kept.values()) {
    const object = event.data.object as { readonly customer?: string | null };
    const customer = object.customer ?? null;
    if (!handled.has(event.type) || customer === null) continue;
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), event]);
  }
  return byCustomer;
}

async function stateOf({ businessId }: Life) {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const { available, total, frozen, upcoming, debt, grants } = await billing.balance(businessId);
  const subscription = await billing.must<{ status: string; plan: { key: string } }>("GET", "/subscription", {
    business: businessId,
  });
  const entries = await billing.allTransactions(businessId);
  return {
    ...{ available, total, frozen, upcoming, debt },
    grants: grants.map(({ source, original, remaining }) => `${source} ${remaining} of ${original}`),
    ...{ status: subscription.status, plan: subscription.plan.key },
    entries: entries.map(({ type, amount }) => `${type} ${amount}`).sort(),
  };
}

async function inLanes(works: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = works.values();
  const lane = async () => {
    for (const work of waiting) await work();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
