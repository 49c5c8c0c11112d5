import { insertGuarded, placeIn } from "../row-set.ts";
import {
  CURRENT,
  MONTHS,
  PAYMENTS,
  PURCHASES_PAID,
  RETURN_RUNS,
  RETURNS,
  SUBSCRIPTIONS,
} from "./committed-selling-rows.ts";

/**
 * The part of the committing statement that writes what facts change besides tokens. A row that may be there is changed, and
 * inserted where it was not: nobody else can insert it meanwhile, because every writer of these tables holds the balance row.
 */
export const SELLING_CHANGED = `payments_changed as (
  update payments known
  set paid_amount_minor = payment.paid_amount_minor
  from guarded
  join ${PAYMENTS.source} using (account)
  where known.business_id = guarded.business_id and known.key = payment.key
  returning known.business_id, known.key
),
payments_inserted as (
  insert into payments (business_id, ${PAYMENTS.columns}, recorded_at)
  select guarded.business_id, ${PAYMENTS.qualified}, guarded.now
  from guarded
  join ${PAYMENTS.source} using (account)
  where (guarded.business_id, payment.key) not in (select business_id, key from payments_changed)
  returning business_id
),
returns_changed as (
  update payment_returns known
  set
    phase = returned.phase,
    amount_minor = returned.amount_minor,
    less_monthly = returned.less_monthly,
    reason = returned.reason,
    recorded_at = returned.recorded_at
  from guarded
  join ${RETURNS.source} using (account)
  where known.business_id = guarded.business_id
    and known.payment_key = returned.payment_key
    and known.cause = returned.cause
  returning known.business_id, known.payment_key, known.cause
),
returns_inserted as (${insertGuarded("payment_returns", RETURNS, {
  condition: `where (guarded.business_id, returned.payment_key, returned.cause)
    not in (select business_id, payment_key, cause from returns_changed)`,
})}),
return_runs_inserted as (${insertGuarded("payment_return_runs", RETURN_RUNS)}),
purchases_paid as (
  update purchases purchase
  set
    status = 'paid',
    closed_at = null,
    paid_at = guarded.now,
    paid_amount_minor = paid.paid_amount_minor,
    paid_by = paid.paid_by
  from guarded
  join ${PURCHASES_PAID.source} using (account)
  where purchase.business_id = guarded.business_id
    and purchase.id = paid.id
    and purchase.paid_at is null
  returning purchase.business_id, purchase.id
),
subscriptions_changed as (
  update provider_subscriptions known
  set
    plan_key = seen.plan_key,
    billing_interval = seen.billing_interval,
    status = seen.status,
    started_at = seen.started_at,
    anchored_at = seen.anchored_at,
    period_starts_at = seen.period_starts_at,
    period_ends_at = seen.period_ends_at,
    cancels_at = seen.cancels_at,
    ended_at = seen.ended_at,
    pending_plan_key = seen.pending_plan_key,
    pending_billing_interval = seen.pending_billing_interval,
    pending_at = seen.pending_at,
    as_of = seen.as_of
  from guarded
  join ${SUBSCRIPTIONS.source} using (account)
  where known.business_id = guarded.business_id and known.subscription_id = seen.subscription_id
  returning known.business_id, known.subscription_id
),
subscriptions_inserted as (${insertGuarded("provider_subscriptions", SUBSCRIPTIONS, {
  condition: `where (guarded.business_id, seen.subscription_id)
    not in (select business_id, subscription_id from subscriptions_changed)`,
})}),
current_changed as (
  update business_subscriptions subscribed
  set
    plan_key = counting.plan_in_use,
    status = counting.status,
    billing_interval = counting.billing_interval,
    anchored_at = counting.anchored_at,
    period_starts_at = counting.period_starts_at,
    period_ends_at = counting.period_ends_at,
    cancels_at = counting.cancels_at,
    ended_at = counting.ended_at,
    subscription_id = counting.subscription_id,
    pending_plan_key = counting.pending_plan_key,
    pending_billing_interval = counting.pending_billing_interval,
    pending_at = counting.pending_at,
    updated_at = clock_timestamp()
  from guarded
  join ${CURRENT.source} using (account)
  cross join ${placeIn("business_subscriptions", [], "counting")}
  where subscribed.ctid = found.place
  returning subscribed.business_id
),
months_changed as (
  update scheduled_token_months known
  set granted_at = scheduled.granted_at, dropped_at = scheduled.dropped_at
  from guarded
  join ${MONTHS.source} using (account)
  where known.business_id = guarded.business_id
    and known.line_id = scheduled.line_id
    and known.month = scheduled.month
  returning known.business_id, known.line_id, known.month
),
months_inserted as (${insertGuarded("scheduled_token_months", MONTHS, {
  condition: `where (guarded.business_id, scheduled.line_id, scheduled.month)
    not in (select business_id, line_id, month from months_changed)`,
})}),`;

export const SELLING_WRITTEN = [
  "payments_changed",
  "payments_inserted",
  "returns_changed",
  "returns_inserted",
  "return_runs_inserted",
  "purchases_paid",
  "subscriptions_changed",
  "subscriptions_inserted",
  "current_changed",
  "months_changed",
  "months_inserted",
] as const;
