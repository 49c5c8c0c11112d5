import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";

type BalanceTransaction = Stored<Stripe.CustomerBalanceTransaction>;

interface BalanceMovement {
  readonly customer: string;
  /** Below zero is credit for the customer. */
  readonly amount: number;
  readonly currency: string;
  readonly type: Stripe.CustomerBalanceTransaction.Type;
  readonly invoice?: string;
  readonly creditNote?: string;
  readonly description?: string | null;
  readonly metadata?: { [key: string]: string };
}

/** Moves the customer's balance and writes down why. Source: https://docs.stripe.com/billing/customer/balance */
export function moveBalance(world: World, movement: BalanceMovement): BalanceTransaction {
  const before = world.customers.require(movement.customer, "customer", 400);
  const endingBalance = before.balance + movement.amount;
  const after = world.customers.update(before.id, {
    balance: endingBalance,
    currency: before.currency ?? movement.currency,
  });
  const transaction = {
    id: world.customer_balance_transactions.newId(),
    object: "customer_balance_transaction",
    amount: movement.amount,
    checkout_session: null,
    created: nowOfCustomer(world, before.id),
    credit_note: movement.creditNote ?? null,
    currency: movement.currency,
    customer: before.id,
    customer_account: null,
    description: movement.description ?? null,
    ending_balance: endingBalance,
    invoice: movement.invoice ?? null,
    livemode: false,
    metadata: movement.metadata ?? {},
    type: movement.type,
  } satisfies BalanceTransaction;
  world.customer_balance_transactions.insert(transaction);
  emit(world, "customer.updated", after, before);
  return transaction;
}
