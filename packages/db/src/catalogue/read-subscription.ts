import type { Instant } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a business is subscribed to. Null when there is no such business; one that never subscribed is on `free`. */
export async function readSubscription(sql: SqlRunner, businessId: string): Promise<SubscriptionRow | null> {
  const rows = await sql.query<Row>("subscription", READ_SUBSCRIPTION, [businessId]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    planKey: row.plan_key,
    status: row.status,
    interval: row.billing_interval,
    periodStartsAt: toInstant(row.period_starts_ms),
    periodEndsAt: toInstant(row.period_ends_ms),
    cancelsAt: toInstant(row.cancels_ms),
  };
}

export type SubscriptionStatus =
  | "none"
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "unpaid"
  | "canceled"
  | "paused";

export type SubscriptionRow = {
  readonly planKey: string;
  readonly status: SubscriptionStatus;
  readonly interval: "month" | "year" | null;
  readonly periodStartsAt: Instant | null;
  readonly periodEndsAt: Instant | null;
  readonly cancelsAt: Instant | null;
};

type Row = {
  readonly plan_key: string;
  readonly status: SubscriptionStatus;
  readonly billing_interval: "month" | "year" | null;
  readonly period_starts_ms: bigint | null;
  readonly period_ends_ms: bigint | null;
  readonly cancels_ms: bigint | null;
};

const READ_SUBSCRIPTION = `
select
  coalesce(subscription.plan_key, 'free') as plan_key,
  coalesce(subscription.status, 'none') as status,
  subscription.billing_interval,
  ${milliseconds("subscription.period_starts_at")} as period_starts_ms,
  ${milliseconds("subscription.period_ends_at")} as period_ends_ms,
  ${milliseconds("subscription.cancels_at")} as cancels_ms
from businesses business
left join business_subscriptions subscription on subscription.business_id = business.id
where business.id = $1::uuid`;

function toInstant(milliseconds: bigint | null): Instant | null {
  return milliseconds === null ? null : Number(milliseconds);
}
