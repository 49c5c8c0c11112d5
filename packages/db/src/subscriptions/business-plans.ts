import type { BillingInterval, CostBasis, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What was agreed with one business instead of a plan of the catalogue. */
export type BusinessPlan = {
  readonly businessId: string;
  readonly id: string;
  readonly planKey: string;
  readonly name: string;
  readonly interval: BillingInterval;
  readonly price: CostBasis;
  readonly tokensMonthly: MicroTokens;
  readonly overdraftLimit: MicroTokens;
  /** Null is unlimited. */
  readonly concurrentCallsLimit: number | null;
  /** The version of its own card; null: the general prices. */
  readonly rateCardId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly createdBy: string;
};

/** The newest first. */
export async function listBusinessPlans(sql: SqlRunner, businessId: string): Promise<readonly BusinessPlan[]> {
  return (await sql.query<Row>("list_business_plans", LIST_PLANS, [businessId])).map(toPlan);
}

/** False when there is one with this id. Its limits count once a `change_settings` says so, when it starts. */
export async function insertBusinessPlanOnce(sql: SqlRunner, plan: BusinessPlan): Promise<boolean> {
  const rows = await sql.query("insert_business_plan", INSERT_PLAN, [
    plan.businessId,
    plan.id,
    plan.planKey,
    plan.name,
    plan.interval,
    plan.price.amount,
    plan.price.currency,
    plan.tokensMonthly,
    plan.overdraftLimit,
    plan.concurrentCallsLimit,
    plan.rateCardId,
    new Date(plan.startsAt).toISOString(),
    plan.endsAt === null ? null : new Date(plan.endsAt).toISOString(),
    plan.createdBy,
  ]);
  return rows.length > 0;
}

/** Null when the business has no such plan. */
export async function endBusinessPlan(
  sql: SqlRunner,
  { businessId, id, endsAt }: { readonly businessId: string; readonly id: string; readonly endsAt: Instant },
): Promise<BusinessPlan | null> {
  const [row] = await sql.query<Row>("end_business_plan", END_PLAN, [businessId, id, new Date(endsAt).toISOString()]);
  return row === undefined ? null : toPlan(row);
}

const PLAN_COLUMNS = `
  plan.business_id, plan.id, plan.plan_key, plan.name, plan.billing_interval, plan.price_amount_minor, plan.price_currency,
  plan.tokens_monthly_micro, plan.overdraft_limit_micro, plan.concurrent_calls_limit, plan.rate_card_id,
  ${milliseconds("plan.starts_at")} as starts_ms, ${milliseconds("plan.ends_at")} as ends_ms, plan.created_by`;

const LIST_PLANS = `
select ${PLAN_COLUMNS}
from business_plans plan
where plan.business_id = $1::uuid
order by plan.starts_at desc, plan.id desc`;

const INSERT_PLAN = `
insert into business_plans
  (business_id, id, plan_key, name, billing_interval, price_amount_minor, price_currency, tokens_monthly_micro, overdraft_limit_micro, concurrent_calls_limit, rate_card_id, starts_at, ends_at, created_by)
values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11::uuid, $12, $13, $14)
on conflict (business_id, id) do nothing
returning id`;

const END_PLAN = `
update business_plans plan
set ends_at = $3
where plan.business_id = $1::uuid and plan.id = $2::uuid
returning ${PLAN_COLUMNS}`;

type Row = {
  readonly business_id: string;
  readonly id: string;
  readonly plan_key: string;
  readonly name: string;
  readonly billing_interval: BillingInterval;
  readonly price_amount_minor: bigint;
  readonly price_currency: string;
  readonly tokens_monthly_micro: bigint;
  readonly overdraft_limit_micro: bigint;
  readonly concurrent_calls_limit: number | null;
  readonly rate_card_id: string | null;
  readonly starts_ms: bigint;
  readonly ends_ms: bigint | null;
  readonly created_by: string;
};

function toPlan(row: Row): BusinessPlan {
  return {
    businessId: row.business_id,
    id: row.id,
    planKey: row.plan_key,
    name: row.name,
    interval: row.billing_interval,
    price: { amount: Number(row.price_amount_minor), currency: row.price_currency },
    tokensMonthly: row.tokens_monthly_micro as MicroTokens,
    overdraftLimit: row.overdraft_limit_micro as MicroTokens,
    concurrentCallsLimit: row.concurrent_calls_limit,
    rateCardId: row.rate_card_id,
    startsAt: Number(row.starts_ms),
    endsAt: row.ends_ms === null ? null : Number(row.ends_ms),
    createdBy: row.created_by,
  };
}
