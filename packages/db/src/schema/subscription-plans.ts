import { sql } from "drizzle-orm";
import { bigint, integer, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";

/** What a business can subscribe to. Written by migrations and the operator's catalogue only. */
export const subscriptionPlans = pgTable(
  "subscription_plans",
  {
    key: text().primaryKey(),
    name: text().notNull(),
    position: smallint().notNull(),
    priceAmountMinor: bigint("price_amount_minor", { mode: "bigint" }),
    priceCurrency: text("price_currency"),
    billingIntervals: text("billing_intervals").array().notNull().default(sql`'{}'::text[]`),
    tokensMonthlyMicro: micro("tokens_monthly_micro"),
    tokensOnceMicro: micro("tokens_once_micro").notNull().default(sql`0`),
    features: text().array().notNull().default(sql`'{}'::text[]`),
    agentsLimit: integer("agents_limit"),
    concurrentCallsLimit: integer("concurrent_calls_limit"),
    yearlyPriceAmountMinor: bigint("yearly_price_amount_minor", { mode: "bigint" }),
    rolloverCapMicro: micro("rollover_cap_micro").notNull().default(sql`0`),
    inversionAcknowledgedAt: instant("inversion_acknowledged_at"),
  },
  (table) => [unique("subscription_plans_position_unique").on(table.position)],
);
