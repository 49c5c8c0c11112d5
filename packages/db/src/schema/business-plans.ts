import { sql } from "drizzle-orm";
import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant, micro } from "./column-types.ts";

/** What was agreed with one business instead of a plan of the catalogue. Never changed but for its end. */
export const businessPlans = pgTable(
  "business_plans",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    planKey: text("plan_key").notNull(),
    name: text().notNull(),
    billingInterval: text("billing_interval").notNull(),
    priceAmountMinor: bigint("price_amount_minor", { mode: "bigint" }).notNull(),
    priceCurrency: text("price_currency").notNull(),
    tokensMonthlyMicro: micro("tokens_monthly_micro").notNull(),
    overdraftLimitMicro: micro("overdraft_limit_micro").notNull().default(sql`0`),
    concurrentCallsLimit: integer("concurrent_calls_limit"),
    rateCardId: uuid("rate_card_id"),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ name: "business_plans_pkey", columns: [table.businessId, table.id] }),
    foreignKey({ name: "business_plans_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
