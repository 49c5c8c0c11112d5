import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { billingClient } from "./billing-client.ts";
import type { Buyer } from "./buyer.ts";
import type { Product } from "./product.ts";
import type { seededRandom } from "./seeded-random.ts";
import type { StripeSide } from "./stripe-side.ts";
import { paymentsOf } from "./tokens-paid-for.ts";

type Random = ReturnType<typeof seededRandom>;

export type Mover = Buyer & { readonly subscriptionId: string; readonly random: Random; readonly moves: string[] };

export type MoveContext = {
  readonly product: Product;
  readonly side: StripeSide;
  /** What each plan costs a month. */
  readonly prices: Readonly<Record<Plan, string>>;
};

export const PLANS = ["starter", "pro", "business"] as const;
export type Plan = (typeof PLANS)[number];

/** One thing that somebody does: in the product, or behind its back at the provider. What is refused there is no move. */
export async function moveOnce(context: MoveContext, mover: Mover): Promise<void> {
  const [name, move] = mover.random.pick(MOVES);
  mover.moves.push(name);
  try {
    const said = await move(context, mover);
    if (said !== undefined) mover.moves.push(`(${said})`);
  } catch (failure) {
    if (
      !(failure instanceof Stripe.errors.StripeInvalidRequestError || failure instanceof Stripe.errors.StripeCardError)
    )
      throw failure;
    mover.moves.push(`(the provider refused: ${failure.code ?? failure.message})`);
  }
}

type Move = (context: MoveContext, mover: Mover) => Promise<string | undefined>;

const subscribe: Move = (context, mover) => {
  const body = { plan: mover.random.pick(PLANS) };
  return ask(context, mover, { method: "POST", path: "/subscribe", body });
};

const moveAtDashboard: Move = async ({ side: { stripe }, prices }, { subscriptionId, random }) => {
  const { items } = await stripe.subscriptions.retrieve(subscriptionId);
  const price = prices[random.pick(PLANS)];
  const proration_behavior = random.pick(["always_invoice", "always_invoice", "create_prorations", "none"] as const);
  await stripe.subscriptions.update(subscriptionId, {
    items: [{ id: items.data[0]?.id ?? "", price }],
    proration_behavior,
  });
  return `${Object.entries(prices).find(([, id]) => id === price)?.[0]} ${proration_behavior}`;
};

const refund: Move = async ({ side: { stripe } }, { customerId, random }) => {
  const payments = await paymentsOf(stripe, customerId);
  if (payments.length === 0) return undefined;
  const { payment, amount } = random.pick(payments);
  await stripe.refunds.create({
    payment_intent: payment,
    amount: Math.max(1, Math.floor(amount * random.pick([0.1, 0.5, 1]))),
  });
  return undefined;
};

const useCard =
  (card: string): Move =>
  async ({ side: { stripe } }, { customerId }) => {
    const { id } = await stripe.paymentMethods.attach(card, { customer: customerId });
    await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
    return undefined;
  };

const MOVES: readonly (readonly [string, Move])[] = [
  ["subscribe", subscribe],
  ["subscribe", subscribe],
  ["subscribe", subscribe],
  ["move at the dashboard", moveAtDashboard],
  ["move at the dashboard", moveAtDashboard],
  ["move at the dashboard", moveAtDashboard],
  ["refund", refund],
  ["refund", refund],
  ["cancel", (context, mover) => ask(context, mover, { method: "DELETE", path: "/subscription?at=period_end" })],
  ["resume", (context, mover) => ask(context, mover, { method: "POST", path: "/subscription/resume", body: {} })],
  ["resume", (context, mover) => ask(context, mover, { method: "POST", path: "/subscription/resume", body: {} })],
  ["a card that declines", useCard("pm_card_chargeCustomerFail")],
  ["a card that pays", useCard("pm_card_visa")],
  ["a card that pays", useCard("pm_card_visa")],
  [
    "end at the dashboard",
    async ({ side: { stripe } }, { subscriptionId, random }) => {
      if (random.next() < 0.7) return "thought better of it";
      await stripe.subscriptions.cancel(subscriptionId, { prorate: random.next() < 0.5, invoice_now: true });
      return undefined;
    },
  ],
];

/** A refusal is an answer; a failure is not. */
async function ask(
  { product }: MoveContext,
  { businessId }: Mover,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: object },
): Promise<string | undefined> {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const { status, body: answer } = await billing.call<{ action?: string; error?: { code: string } }>(method, path, {
    business: businessId,
    ...(body !== undefined && { body, headers: { "idempotency-key": randomUUID() } }),
  });
  if (status >= 500) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`);
  return answer.error?.code ?? answer.action;
}
