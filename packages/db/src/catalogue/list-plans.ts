import type { CostBasis, Entitlements, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Plans as the catalogue has them now, cheapest first. */
export async function listPlans(sql: SqlRunner): Promise<readonly PlanRow[]> {
  const rows = await sql.query<Row>("list_plans", LIST_PLANS, []);
  return rows.map(toPlan);
}

/** A plan of the catalogue; unlike core's seed its key is any word. */
export type PlanRow = {
  readonly key: string;
  readonly name: string;
  readonly price: CostBasis | null;
  /** Of a year; null is not sold by the year. */
  readonly yearlyPrice: CostBasis | null;
  readonly intervals: readonly ("month" | "year")[];
  /** Each token-month; null is agreed with each business. */
  readonly tokens: MicroTokens | null;
  readonly tokensOnce: MicroTokens;
  readonly features: readonly string[];
  readonly entitlements: Entitlements;
};

type Row = {
  readonly key: string;
  readonly name: string;
  readonly price_amount_minor: bigint | null;
  readonly yearly_price_amount_minor: bigint | null;
  readonly price_currency: string | null;
  readonly billing_intervals: readonly ("month" | "year")[];
  readonly tokens_monthly_micro: bigint | null;
  readonly tokens_once_micro: bigint;
  readonly features: readonly string[];
  readonly agents_limit: number | null;
  readonly concurrent_calls_limit: number | null;
};

const LIST_PLANS = `
select
  key, name, price_amount_minor, yearly_price_amount_minor, price_currency, billing_intervals, tokens_monthly_micro,
  tokens_once_micro, features, agents_limit, concurrent_calls_limit
from subscription_plans
order by position`;

function toPlan(row: Row): PlanRow {
  const priced = (amount: bigint | null) =>
    amount === null || row.price_currency === null ? null : { amount: Number(amount), currency: row.price_currency };
  return {
    key: row.key,
    name: row.name,
    price: priced(row.price_amount_minor),
    yearlyPrice: priced(row.yearly_price_amount_minor),
    intervals: row.billing_intervals,
    tokens: row.tokens_monthly_micro as MicroTokens | null,
    tokensOnce: row.tokens_once_micro as MicroTokens,
    features: row.features,
    entitlements: { agents: row.agents_limit, concurrentCalls: row.concurrent_calls_limit },
  };
}
