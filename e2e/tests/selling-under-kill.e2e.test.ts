import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { type Buyer, beginPurchase, newBuyer } from "../src/buyer.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { inDatabase } from "../src/in-database.ts";
import { moneyClock } from "../src/money-clock.ts";
import { openProductAndProvider, type ProductAndProvider } from "../src/open-provider.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { packageTokens, planTokens } from "../src/sold-at-provider.ts";
import { payAtCheckout, priceOnSale } from "../src/stripe-side.ts";
import type { MonthlyByPrice } from "../src/tokens-paid-for.ts";
import { paymentsOf } from "../src/tokens-paid-for.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const KILLS = Number(process.env["FAREBOX_SELLING_KILLS"] ?? 3);
const BUYERS = Number(process.env["FAREBOX_KILLED_BUYERS"] ?? 24);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const CLIENTS = 6;
const TRIAL_MICRO = 100_000_000n;
const DAY_SECONDS = 86_400;

type Happening = () => Promise<void>;
type Reconciled = {
  readonly events: { readonly missed: number };
  readonly objects: Readonly<Record<string, { readonly repaired: number; readonly drift: number }>>;
};

let both: ProductAndProvider;
let monthly: MonthlyByPrice;
const random = seededRandom(SEED);
const buyers: Buyer[] = [];

beforeAll(async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  both = await openProductAndProvider();
  const [starter, pro] = [await price("starter"), await price("pro")];
  monthly = new Map([
    [starter, { costs: 900, brings: 1_000_000_000n }],
    [pro, { costs: 2_900, brings: 5_000_000_000n }],
  ]);
});
afterAll(() => both?.close());

const price = (plan: string) => priceOnSale(both.side, `farebox_plan_${plan}_month`);
const client = () => billingClient({ url: both.product().url, key: both.product().operatorKey });

test(`W27 P21: the API and its worker killed ${KILLS} times while events arrive, many of them twice, and everybody has what they paid for, once`, async () => {
  buyers.push(...(await newBuyers(BUYERS)));
  const happenings = random.shuffle(buyers.flatMap(happeningsOf));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const portion = happenings.splice(0, Math.ceil(happenings.length / (KILLS - kill)));
    const killing = killAfter(random.integer(20, 900), kill);
    await inLanes(portion.flatMap((happening) => [happening, sendSomethingAgain]));
    await killing;
  }
  await both.untilDelivered();
  await expectAsAtProvider(buyers);
}, 3_600_000);

test("W29: what was delivered to nobody for five days is found by comparing, and booked once, however often that is done", async () => {
  await both.side.control("POST", "/faults/deliveries", { mode: "drop", next: 1_000_000 });
  const missed = await newBuyers(6);
  await inLanes(random.shuffle(missed.flatMap(happeningsOf)));
  await moneyClock(both.product()).moveBy(5 * DAY_SECONDS);
  for (const { businessId } of missed) expect(toMicro((await client().balance(businessId)).total)).toBe(TRIAL_MICRO);
  await both.side.control("DELETE", "/faults");

  const since = new Date((await moneyClock(both.product()).now()) - 6 * DAY_SECONDS * 1_000).toISOString();
  const reports: Reconciled[] = [];
  for (let time = 0; time < 3; time += 1)
    reports.push(await client().must("POST", "/admin/reconcile", { body: { since } }));
  expect(reports[0]?.events.missed).toBeGreaterThan(missed.length * 3);
  for (const { events, objects } of reports.slice(1)) {
    expect(events.missed).toBe(0);
    for (const [name, { repaired, drift }] of Object.entries(objects))
      expect([name, repaired, drift]).toEqual([name, 0, 0]);
  }
  buyers.push(...missed);
  await expectAsAtProvider(buyers);
}, 600_000);

function newBuyers(count: number): Promise<Buyer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => newBuyer(both.product(), both.side, `Buyer ${buyers.length + index}`)),
  );
}

/** What one of them does, in an order and at moments that are not theirs to choose: three sales and a refund. */
function happeningsOf(buyer: Buyer): readonly Happening[] {
  const { stripe } = both.side;
  const plan = random.pick(["starter", "pro"] as const);
  const refunded = random.pick([0, 0.25, 1]);
  return [
    async () => {
      await payAtCheckout(buyer.checkoutUrl);
    },
    async () => {
      await stripe.subscriptions.create({ customer: buyer.customerId, items: [{ price: await price(plan) }] });
      const [payment] = await paymentsOf(stripe, buyer.customerId);
      if (payment === undefined || refunded === 0) return;
      const amount = Math.round(payment.amount * refunded);
      await stripe.refunds.create({ payment_intent: payment.payment, amount });
    },
    async () => {
      const { checkoutUrl = "" } = await untilAnswered(buyer.businessId, randomUUID());
      await payAtCheckout(checkoutUrl);
    },
  ];
}

/** Asked again under its key until it is answered, as a person does whose page says to try again. */
async function untilAnswered(businessId: string, key: string): Promise<{ readonly checkoutUrl?: string }> {
  for (;;) {
    try {
      return await beginPurchase(both.product(), businessId, "growth_pack", key);
    } catch (failure) {
      if (failure instanceof Error && / answered 4/.test(failure.message)) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The provider delivers what it delivered before; nobody waits for it. */
async function sendSomethingAgain(): Promise<void> {
  const { data } = await both.side.stripe.events.list({ limit: 30 });
  for (const { id } of random.shuffle(data).slice(0, 3))
    both.side.control("POST", `/events/${id}/send`, {}).catch(() => undefined);
}

/** Every other time the database with it. */
async function killAfter(milliseconds: number, kill: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await both.restart((product) => (kill % 2 === 0 ? product.killProcess() : product.killEverything()));
}

async function inLanes(happenings: readonly Happening[]): Promise<void> {
  const waiting = happenings.values();
  const lane = async () => {
    for (const happening of waiting) await happening();
  };
  await Promise.all(Array.from({ length: CLIENTS }, lane));
}

/** Each has what the provider's own lists say was paid, and not returned; every event came to its end; every book holds. */
async function expectAsAtProvider(of: readonly Buyer[]): Promise<void> {
  // A minute passes for those that somebody died over.
  await inDatabase(
    both.product(),
    "update provider_events set claimed_until = null, next_attempt_at = clock_timestamp() where status = 'pending'",
  );
  await moneyClock(both.product()).settle();
  const stuck = await inDatabase(
    both.product(),
    "select type, status, problem from provider_events where status not in ('done', 'ignored')",
  );
  expect(stuck).toEqual([]);
  for (const { businessId, customerId } of of) {
    const { stripe } = both.side;
    const sold = (await packageTokens(stripe, customerId)) + (await planTokens(stripe, customerId, monthly));
    const { total } = await client().balance(businessId);
    expect(toMicro(total), `FAREBOX_SEED=${SEED}, ${businessId}`).toBe(TRIAL_MICRO + sold);
    expect(sold).toBeGreaterThan(0n);
  }
  const verified = verifyLedger(both.product());
  expect(verified.status, verified.output).toBe(0);
}
