import { sql } from "drizzle-orm";
import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { payments } from "./payments.ts";

/** The months of a year that was paid at once, but for its first: each is granted at its start. */
export const scheduledTokenMonths = pgTable(
  "scheduled_token_months",
  {
    businessId: uuid("business_id").notNull(),
    lineId: text("line_id").notNull(),
    month: integer().notNull(),
    subscriptionId: text("subscription_id").notNull(),
    planKey: text("plan_key").notNull(),
    paymentKey: text("payment_key").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    tokensMicro: micro("tokens_micro").notNull(),
    costAmountMinor: bigint("cost_amount_minor", { mode: "bigint" }).notNull(),
    costCurrency: text("cost_currency").notNull(),
    rolloverCapMicro: micro("rollover_cap_micro").notNull().default(sql`0`),
    grantedAt: instant("granted_at"),
    droppedAt: instant("dropped_at"),
  },
  (table) => [
    primaryKey({ name: "scheduled_token_months_pkey", columns: [table.businessId, table.lineId, table.month] }),
    foreignKey({
      name: "scheduled_token_months_payment",
      columns: [table.businessId, table.paymentKey],
      foreignColumns: [payments.businessId, payments.key],
    }),
  ],
);
