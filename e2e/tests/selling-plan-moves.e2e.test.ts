import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { newBuyer } from "../src/buyer.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { inLanes } from "../src/in-lanes.ts";
import { moneyClock } from "../src/money-clock.ts";
import { type MoveContext, type Mover, moveOnce, PLANS, type Plan } from "../src/plan-moves.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { priceOnSale, stripeSide } from "../src/stripe-side.ts";
import { type MonthlyByPrice, tokensPaidFor } from "../src/tokens-paid-for.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const SEQUENCES = Number(process.env["FAREBOX_PLAN_SEQUENCES"] ?? 20);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const MOVES_EACH = 8;
const SECONDS_BETWEEN: readonly number[] = [0, 60, 3_600, 3 * 86_400];
const AT_ONCE = 4;
const TRIAL_MICRO = 100_000_000n;
const MONTHLY = {
  starter: { costs: 900, brings: 1_000_000_000n },
  pro: { costs: 2_900, brings: 5_000_000_000n },
  business: { costs: 9_900, brings: 20_000_000_000n },
} as const satisfies Record<Plan, unknown>;

const home = newHome();
let product: Product;
beforeAll(async () => {
  product = await startProduct(home);
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test(`M12 M13 M14 C20: no move of ${SEQUENCES} random sequences of ${MOVES_EACH} brings more tokens than the money that was kept pays for`, async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  const side = stripeSide(product.stripeUrl ?? "");
  const clock = moneyClock(product);
  const named = await Promise.all(
    PLANS.map(async (plan) => [plan, await priceOnSale(side, `farebox_plan_${plan}_month`)]),
  );
  const prices = Object.fromEntries(named) as Record<Plan, string>;
  const context: MoveContext = { product, side, prices };
  const monthly: MonthlyByPrice = new Map(PLANS.map((plan) => [prices[plan], MONTHLY[plan]]));
  const movers = await inLanes(
    Array.from({ length: SEQUENCES }, (_, index) => index),
    AT_ONCE,
    (index) => begin(context, index),
  );
  await clock.settle();
  for (let step = 0; step < MOVES_EACH; step += 1) {
    await inLanes(movers, AT_ONCE, (mover) => moveOnce(context, mover));
    // Some within the same second, some days later, all before the period is over.
    await clock.moveBy(SECONDS_BETWEEN[step % SECONDS_BETWEEN.length] ?? 0);
    await inLanes(movers, AT_ONCE, (mover) => expectNoMore(context, mover, monthly));
  }
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 900_000);

async function begin({ side, prices }: MoveContext, index: number): Promise<Mover> {
  const random = seededRandom(SEED + index);
  const buyer = await newBuyer(product, side, `Mover ${index}`);
  const { id } = await side.stripe.subscriptions.create({
    customer: buyer.customerId,
    items: [{ price: prices[random.pick(PLANS)] }],
  });
  return { ...buyer, subscriptionId: id, random, moves: [] };
}

async function expectNoMore({ side }: MoveContext, mover: Mover, monthly: MonthlyByPrice): Promise<void> {
  const { businessId, customerId, moves } = mover;
  const { microTokens, lines, hasRefunds } = await tokensPaidFor(side.stripe, customerId, monthly);
  const { total } = await billingClient({ url: product.url, key: product.operatorKey }).balance(businessId);
  const granted = Number(toMicro(total) - TRIAL_MICRO);
  const story = `FAREBOX_SEED=${SEED}, ${businessId}: ${moves.join(", ")}`;
  expect(granted, story).toBeLessThanOrEqual(microTokens + 2 * lines);
  if (!hasRefunds) expect(granted, story).toBeGreaterThanOrEqual(microTokens - 2 * lines);
}
