import { bigint, date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** Usage less corrections by day of the business's own zone, service and agent. Kept by the commit that writes the lines. */
export const usageDays = pgTable(
  "usage_days",
  {
    businessId: uuid("business_id").notNull(),
    day: date().notNull(),
    service: text().notNull(),
    agentId: text("agent_id").notNull().default(""),
    events: bigint({ mode: "bigint" }).notNull(),
    quantity: bigint({ mode: "bigint" }).notNull(),
    chargedMicro: micro("charged_micro").notNull(),
  },
  (table) => [
    primaryKey({ name: "usage_days_pkey", columns: [table.businessId, table.day, table.service, table.agentId] }),
    foreignKey({
      name: "usage_days_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
