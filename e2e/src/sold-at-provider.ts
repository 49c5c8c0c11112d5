import type Stripe from "stripe";
import { type MonthlyByPrice, paymentsOf, tokensPaidFor } from "./tokens-paid-for.ts";

/** Paid and bonus tokens of each package, in micro-tokens, by what it costs. */
const PACKAGES: ReadonlyMap<number, readonly bigint[]> = new Map([
  [500, [500_000_000n]],
  [1_800, [2_000_000_000n, 200_000_000n]],
]);

/**
 * Tokens that a customer should have of packages, by the provider's own lists: each payment of a package brings its tokens
 * less the share that went back, rounded up.
 */
export async function packageTokens(stripe: Stripe, customer: string): Promise<bigint> {
  const ofInvoices = new Set((await paymentsOf(stripe, customer)).map(({ payment }) => payment));
  const payments = await stripe.paymentIntents.list({ customer, limit: 100 });
  let sum = 0n;
  for (const { id, status, amount } of payments.data) {
    if (status !== "succeeded" || ofInvoices.has(id)) continue;
    const { data } = await stripe.refunds.list({ payment_intent: id, limit: 100 });
    const back = BigInt(data.reduce((total, refund) => total + refund.amount, 0));
    for (const tokens of PACKAGES.get(amount) ?? [])
      sum += tokens - (tokens * back + BigInt(amount) - 1n) / BigInt(amount);
  }
  return sum;
}

/** The same of plans; a month that was paid for once, without prorations, is exact. */
export async function planTokens(stripe: Stripe, customer: string, monthly: MonthlyByPrice): Promise<bigint> {
  const { data } = await stripe.invoices.list({ customer, status: "paid", limit: 1 });
  if (data.length === 0) return 0n;
  const { microTokens } = await tokensPaidFor(stripe, customer, monthly);
  // What was taken of a refunded month was rounded up.
  return BigInt(Math.floor(microTokens));
}
