import type { SubscriptionState } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { SUBSCRIPTION_JSON } from "../selling/load-selling.sql.ts";
import { type SubscriptionJson, toSubscriptionState } from "../selling/selling-mapping.ts";

/** What a reconciler compares with the provider's lists, a page of them at a time, whichever businesses they are of. */

/** The customers of ours among these, with their business. */
export async function readBusinessesOfCustomers(
  sql: SqlRunner,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  type Row = { readonly customer_id: string; readonly business_id: string };
  const text = "select customer_id, business_id from provider_customers where customer_id = any ($1::text[])";
  const rows = await sql.query<Row>("businesses_of_customers", text, [customerIds]);
  return new Map(rows.map((row) => [row.customer_id, row.business_id]));
}

/** How far these refunds, credits and disputes came in our books; those that are not there are missing. */
export async function readPhasesOfReturns(
  sql: SqlRunner,
  causes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  type Row = { readonly cause: string; readonly phase: string };
  const text = "select cause, phase from payment_returns where cause = any ($1::text[])";
  const rows = await sql.query<Row>("phases_of_returns", text, [causes]);
  return new Map(rows.map((row) => [row.cause, row.phase]));
}

/** These subscriptions as they were last seen. */
export async function readSubscriptionsById(
  sql: SqlRunner,
  subscriptionIds: readonly string[],
): Promise<ReadonlyMap<string, SubscriptionState>> {
  const text = `
select ${SUBSCRIPTION_JSON} as state
from provider_subscriptions known
where known.subscription_id = any ($1::text[])`;
  const rows = await sql.query<{ readonly state: SubscriptionJson }>("subscriptions_by_id", text, [subscriptionIds]);
  return new Map(rows.map(({ state }) => [state.id, toSubscriptionState(state)]));
}
