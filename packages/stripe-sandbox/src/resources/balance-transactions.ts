import type Stripe from "stripe";
import { type DueWorkHandlers, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { string } from "../parameters/scalars.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import type { Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;

export const balanceTransactionRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/balance_transactions",
    parameters: { ...pageParameters, created: range(), currency: string(), source: string(), type: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.balance_transactions, parameters, {
        url: "/v1/balance_transactions",
        matches: (each) =>
          isInRange(each.created, parameters.created) &&
          (parameters.currency === undefined || each.currency === parameters.currency) &&
          (parameters.source === undefined || each.source === parameters.source) &&
          (parameters.type === undefined || each.type === parameters.type),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/balance_transactions/:id",
    parameters: {},
    handle: ({ world, path }) => world.balance_transactions.require(path.id),
  }),
];

export const balanceTransactionExpandable: Expandable = {
  balance_transaction: {
    source: (world, _owner, id) => world.charges.get(id) ?? world.refunds.get(id) ?? world.disputes.get(id) ?? null,
  },
};

export const balanceTransactionDueWork: DueWorkHandlers = {
  "balance_transaction.available": (world, id) => {
    world.balance_transactions.update(id, { status: "available" });
  },
};

/** Writes down money that moved. Money of a charge is on its way for two days; whatever goes out is gone at once. */
export function recordBalanceTransaction(
  world: World,
  moved: {
    amount: number;
    currency: string;
    /** Positive when the provider keeps it, negative when it gives it back. */
    fee: number;
    feeDescription: string;
    type: BalanceTransaction["type"];
    reportingCategory: string;
    source: string;
    description: string | null;
    customer: string | null;
    isAvailableAtOnce: boolean;
  },
): BalanceTransaction {
  const created = nowOfCustomer(world, moved.customer);
  const availableOn = moved.isAvailableAtOnce ? created : created + SETTLEMENT_SECONDS;
  const transaction = world.balance_transactions.insert({
    id: world.balance_transactions.newId(),
    object: "balance_transaction",
    amount: moved.amount,
    available_on: availableOn,
    balance_type: "payments",
    created,
    currency: moved.currency,
    description: moved.description,
    exchange_rate: null,
    fee: moved.fee,
    fee_details:
      moved.fee === 0
        ? []
        : [
            {
              amount: moved.fee,
              application: null,
              currency: moved.currency,
              description: moved.feeDescription,
              type: "stripe_fee",
            },
          ],
    net: moved.amount - moved.fee,
    reporting_category: moved.reportingCategory,
    source: moved.source,
    status: moved.isAvailableAtOnce ? "available" : "pending",
    type: moved.type,
  } satisfies BalanceTransaction);
  if (!moved.isAvailableAtOnce) {
    const testClock = testClockOfCustomer(world, moved.customer);
    scheduleWork(world, { kind: "balance_transaction.available", subject: transaction.id, at: availableOn, testClock });
  }
  return transaction;
}

/** The rolling settlement of a United States account: https://docs.stripe.com/payouts#payout-speed */
const SETTLEMENT_SECONDS = 2 * 24 * 60 * 60;
