import type { SubscriptionState } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { SUBSCRIPTION_JSON } from "../selling/load-selling.sql.ts";
import { type SubscriptionJson, toSubscriptionState } from "../selling/selling-mapping.ts";

/** Every subscription a business ever had, and which of them counts. */
export type SubscriptionsOf = {
  readonly currentId: string | null;
  readonly all: readonly SubscriptionState[];
};

export async function readProviderSubscriptions(sql: SqlRunner, businessId: string): Promise<SubscriptionsOf> {
  type Row = { readonly current_id: string | null; readonly known: readonly SubscriptionJson[] | null };
  const [row] = await sql.query<Row>("provider_subscriptions", READ_SUBSCRIPTIONS, [businessId]);
  return { currentId: row?.current_id ?? null, all: (row?.known ?? []).map(toSubscriptionState) };
}

const READ_SUBSCRIPTIONS = `
select
  subscribed.subscription_id as current_id,
  (
    select json_agg(${SUBSCRIPTION_JSON} order by known.started_at, known.subscription_id)
    from provider_subscriptions known
    where known.business_id = subscribed.business_id
  ) as known
from business_subscriptions subscribed
where subscribed.business_id = $1::uuid`;
