import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { type Route, route } from "../wire/route.ts";

export const balanceRoutes: Route[] = [
  route({ method: "GET", path: "/v1/balance", parameters: {}, handle: ({ world }) => readBalance(world) }),
];

/** The sum of all balance transactions, by currency; always at least one currency, as in an account that never sold. */
function readBalance(world: World) {
  const rows = world.balance_transactions.all();
  const currencies = [...new Set(["usd", ...rows.map((row) => row.currency)])];
  const sums = (status: string) =>
    currencies.map((currency) => {
      const amount = rows
        .filter((row) => row.status === status && row.currency === currency)
        .reduce((sum, row) => sum + row.net, 0);
      return { amount, currency, source_types: { card: amount } };
    });
  return {
    object: "balance",
    available: sums("available"),
    connect_reserved: currencies.map((currency) => ({ amount: 0, currency })),
    livemode: false,
    pending: sums("pending"),
  } satisfies Stored<Stripe.Balance>;
}
