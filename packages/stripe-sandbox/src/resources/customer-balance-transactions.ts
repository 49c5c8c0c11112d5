import { moveBalance } from "../invoicing/balance-transaction.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { currency, signedAmount } from "../parameters/money.ts";
import { string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, noSuch } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const customerBalanceTransactionRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/customers/:customer/balance_transactions",
    parameters: {
      amount: required(signedAmount()),
      currency: required(currency()),
      description: string({ maximumLength: 350 }),
      metadata: metadata(),
    },
    handle: ({ world, path, parameters }) => {
      const customer = world.customers.require(path.customer, "customer");
      if (customer.currency !== null && customer.currency !== undefined && customer.currency !== parameters.currency) {
        throw invalidRequest(
          `You cannot combine currencies on a single customer. This customer has had ${customer.currency} before.`,
          { param: "currency" },
        );
      }
      return moveBalance(world, {
        customer: customer.id,
        amount: parameters.amount,
        currency: parameters.currency,
        type: "adjustment",
        description: parameters.description ?? null,
        metadata: mergeMetadata({}, parameters.metadata),
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/balance_transactions",
    parameters: { ...pageParameters, created: range(), invoice: string() },
    handle: ({ world, path, parameters }) => {
      const { id } = world.customers.require(path.customer, "customer");
      return pageOf(world.customer_balance_transactions, parameters, {
        url: `/v1/customers/${id}/balance_transactions`,
        matches: (each) =>
          each.customer === id &&
          isInRange(each.created, parameters.created) &&
          (parameters.invoice === undefined || each.invoice === parameters.invoice),
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/balance_transactions/:transaction",
    parameters: {},
    handle: ({ world, path }) => requireOwn(world, path),
  }),
  route({
    method: "POST",
    path: "/v1/customers/:customer/balance_transactions/:transaction",
    parameters: { description: emptyable(string({ maximumLength: 350 })), metadata: metadata() },
    handle: ({ world, path, parameters }) => {
      const before = requireOwn(world, path);
      return world.customer_balance_transactions.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
        ...(parameters.description === undefined ? {} : { description: parameters.description }),
      });
    },
  }),
];

export const customerBalanceTransactionExpandable: Expandable = {
  customer_balance_transaction: {
    credit_note: byId("credit_notes"),
    customer: byId("customers"),
    invoice: byId("invoices"),
  },
};

function requireOwn(world: World, { customer, transaction }: { customer: string; transaction: string }) {
  const row = world.customer_balance_transactions.require(transaction, "transaction");
  if (row.customer === world.customers.require(customer, "customer").id) return row;
  throw noSuch("customer balance transaction", transaction, "transaction");
}
