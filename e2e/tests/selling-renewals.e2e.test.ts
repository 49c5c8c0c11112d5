import { afterAll, beforeAll, expect, test } from "vitest";
import { type Balance, billingClient } from "../src/billing-client.ts";
import { type Buyer, newBuyer } from "../src/buyer.ts";
import { inDatabase } from "../src/in-database.ts";
import { moneyClock } from "../src/money-clock.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { priceOnSale, type StripeSide, stripeSide } from "../src/stripe-side.ts";
import { syncCatalogue } from "../src/sync-catalogue.ts";
import { monthAt, tokenMonth } from "../src/token-month.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const MONTHS = Number(process.env["FAREBOX_RENEWED_MONTHS"] ?? 13);
const HOUR_MS = 3_600_000;
const GRACE_MS = 72 * HOUR_MS;
const [TRIAL, MONTHLY, PER_MESSAGE] = [100, 1_000, 0.5];

type Subscriber = Buyer & {
  readonly name: string;
  readonly isYearly: boolean;
  readonly anchorAt: number;
  /** Messages since the newest grant came, and the month it is of. */
  used: { month: number; messages: number };
};
type PlanGrant = Balance["grants"][number] & { readonly effectiveAt: string; readonly expiresAt: string };

const home = newHome();
let product: Product;
let side: StripeSide;
beforeAll(async () => {
  product = await startProduct(home);
  await inDatabase(
    product,
    "update subscription_plans set yearly_price_amount_minor = 9000, billing_intervals = '{month,year}' where key = 'starter'",
  );
  await syncCatalogue(product, { FAREBOX_STRIPE_URL: product.stripeUrl ?? "" });
  side = stripeSide(product.stripeUrl ?? "");
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test(`M18 M25 M28: ${MONTHS} months from anchors on the 28th to the 31st bring one grant each, to the hour, and nobody is ever without`, async () => {
  const clock = moneyClock(product);
  const year = new Date(await clock.now()).getUTCFullYear() + 1;
  const subscribers: Subscriber[] = [];
  for (const day of [28, 29, 30, 31]) {
    await clock.moveTo(Date.UTC(year, 0, day, 10));
    for (const isYearly of [false, true]) subscribers.push(await subscribe({ day, isYearly }));
  }
  await clock.settle();
  for (let month = 1; month <= MONTHS; month += 1) {
    for (const { at, collected } of looksIn(subscribers, month)) {
      await clock.moveTo(at);
      await Promise.all(subscribers.map((subscriber) => expectMonth(subscriber, { at, collected })));
    }
  }
  for (const subscriber of subscribers) await expectHistory(subscriber, await clock.now());
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 600_000);

async function subscribe({ day, isYearly }: { day: number; isYearly: boolean }): Promise<Subscriber> {
  const name = `${isYearly ? "yearly" : "monthly"} from the ${day}th`;
  const buyer = await newBuyer(product, side, name);
  const price = await priceOnSale(side, `farebox_plan_starter_${isYearly ? "year" : "month"}`);
  const made = await side.stripe.subscriptions.create({ customer: buyer.customerId, items: [{ price }] });
  const anchorAt = made.billing_cycle_anchor * 1_000;
  expect(new Date(anchorAt).getUTCDate(), name).toBe(day);
  return { ...buyer, name, isYearly, anchorAt, used: { month: 0, messages: 0 } };
}

/**
 * Twice a month: while the renewal of one of them (another each month) is still a draft, and after those of all. The
 * provider collects an hour after a period began.
 */
function looksIn(subscribers: readonly Subscriber[], month: number): readonly Look[] {
  const starts = subscribers.map(({ anchorAt }) => tokenMonth(anchorAt, month));
  const drafted = starts[month % starts.length] ?? 0;
  return [
    { at: drafted + 20 * 60_000, collected: drafted - 2 * HOUR_MS },
    { at: Math.max(...starts) + 3 * HOUR_MS, collected: Math.max(...starts) + HOUR_MS },
  ];
}

/** Periods that began up to `collected` are paid for by `at`. */
type Look = { readonly at: number; readonly collected: number };

async function expectMonth(subscriber: Subscriber, { at, collected }: Look): Promise<void> {
  const { name, anchorAt, isYearly, businessId, used } = subscriber;
  // A year is paid as a whole; its months begin by our own clock, to the moment.
  const begun = monthAt(anchorAt, at);
  const isRenewal = !isYearly || begun % 12 === 0;
  const month = isRenewal ? monthAt(anchorAt, collected) : begun;
  if (month !== used.month) subscriber.used = { month, messages: 0 };
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const key = `${businessId}-${at}`;
  const [result] = await billing.record([{ key, service: "sms", quantity: 1 }], businessId);
  expect(result, name).toMatchObject({ outcome: "recorded" });
  subscriber.used.messages += 1;
  const left = MONTHLY - subscriber.used.messages * PER_MESSAGE;
  const balance = await billing.balance(businessId);
  const where = `${name}, month ${month}, at ${new Date(at).toISOString()}`;
  expect(balance, where).toMatchObject({ available: TRIAL + left, total: TRIAL + left, upcoming: 0, debt: 0 });
  const plans = balance.grants.filter(({ source }) => source === "plan") as PlanGrant[];
  expect(plans, where).toHaveLength(1);
  expect(plans[0], where).toMatchObject({
    original: MONTHLY,
    remaining: left,
    effectiveAt: new Date(tokenMonth(anchorAt, month)).toISOString(),
    expiresAt: new Date(tokenMonth(anchorAt, month + 1) + GRACE_MS).toISOString(),
  });
}

/** One grant for each month that was paid, each under a key of its own, and of each but the last the rest has lapsed. */
async function expectHistory({ name, businessId, anchorAt }: Subscriber, now: number): Promise<void> {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const entries = await billing.allTransactions(businessId);
  const months = monthAt(anchorAt, now) + 1;
  const grants = entries.filter(({ type }) => type === "plan");
  expect(
    grants.map(({ amount }) => amount),
    name,
  ).toEqual(Array.from({ length: months }, () => MONTHLY));
  expect(new Set(grants.map(({ key }) => key)).size, name).toBe(months);
  const sum = (type: string) =>
    entries.filter((entry) => entry.type === type).reduce((total, { amount }) => total + amount, 0);
  const { total } = await billing.balance(businessId);
  expect(sum("trial") + sum("plan") + sum("expiry") + sum("usage"), name).toBe(total);
}
