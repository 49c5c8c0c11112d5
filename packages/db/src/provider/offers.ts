import type { BillingInterval, CostBasis, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Something that is for sale now, at one price. */
export type Offer = {
  readonly kind: "plan" | "package" | "business_plan";
  /** The plan's or the package's key. */
  readonly key: string;
  readonly name: string;
  readonly price: CostBasis;
  /** Null is paid once. */
  readonly interval: BillingInterval | null;
  /** Of a plan: what every month brings. */
  readonly tokens: MicroTokens;
  readonly bonus: MicroTokens;
  readonly rolloverCap: MicroTokens;
  /** Whose custom plan it is, and which. */
  readonly businessPlan: { readonly businessId: string; readonly id: string } | null;
  /** An operator said that packages may be cheaper than plans here. */
  readonly isInversionAcknowledged: boolean;
};

/** All that the provider must have a price for: plans by month and by year, packages, and plans agreed with one business that have not ended. */
export async function listOffers(sql: SqlRunner): Promise<readonly Offer[]> {
  return (await sql.query<Row>("list_offers", LIST_OFFERS, [])).map((row) => ({
    kind: row.kind,
    key: row.key,
    name: row.name,
    price: { amount: Number(row.amount_minor), currency: row.currency },
    interval: row.billing_interval,
    tokens: row.tokens_micro as MicroTokens,
    bonus: row.bonus_micro as MicroTokens,
    rolloverCap: row.rollover_cap_micro as MicroTokens,
    businessPlan: row.business_id === null || row.id === null ? null : { businessId: row.business_id, id: row.id },
    isInversionAcknowledged: row.is_acknowledged,
  }));
}

/** An operator has seen that these packages sell tokens for less than plans do. */
export async function acknowledgeInversions(sql: SqlRunner, packageKeys: readonly string[]): Promise<void> {
  await sql.query("acknowledge_inversions", ACKNOWLEDGE, [packageKeys]);
}

// Ordered as the catalogue shows them; plans agreed with one business come last, the oldest first.
const LIST_OFFERS = `
select
  'plan' as kind, plan.key, plan.name, sold.amount as amount_minor, plan.price_currency as currency,
  sold.billing_interval, plan.tokens_monthly_micro as tokens_micro, 0::bigint as bonus_micro,
  plan.rollover_cap_micro::bigint as rollover_cap_micro, null::uuid as business_id, null::uuid as id,
  plan.inversion_acknowledged_at is not null as is_acknowledged, 1 as part, plan.position::bigint as place
from subscription_plans plan
cross join lateral (
  values ('month', plan.price_amount_minor), ('year', plan.yearly_price_amount_minor)
) as sold (billing_interval, amount)
where plan.billing_intervals @> array[sold.billing_interval]
  and sold.amount is not null
  and plan.tokens_monthly_micro is not null
union all
select
  'package', key, name, price_amount_minor, price_currency, null, tokens_micro, bonus_micro, 0, null, null,
  inversion_acknowledged_at is not null, 2, position
from token_packages
union all
select
  'business_plan', plan_key, name, price_amount_minor, price_currency, billing_interval, tokens_monthly_micro, 0, 0,
  business_id, id, true, 3, (extract(epoch from created_at) * 1000)::bigint
from business_plans, sandbox_clock
where ends_at is null
  or ends_at > clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond'
order by part, place, key, billing_interval, id`;

const ACKNOWLEDGE = `
update token_packages
set inversion_acknowledged_at = clock_timestamp()
where key = any ($1::text[]) and inversion_acknowledged_at is null`;

type Row = {
  readonly kind: Offer["kind"];
  readonly key: string;
  readonly name: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly billing_interval: BillingInterval | null;
  readonly tokens_micro: bigint;
  readonly bonus_micro: bigint;
  readonly rollover_cap_micro: bigint;
  readonly business_id: string | null;
  readonly id: string | null;
  readonly is_acknowledged: boolean;
};
