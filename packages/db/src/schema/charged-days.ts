import { date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** What lines less corrections were charged by the day they were recorded on, and agent: what caps count. */
export const chargedDays = pgTable(
  "charged_days",
  {
    businessId: uuid("business_id").notNull(),
    day: date().notNull(),
    agentId: text("agent_id").notNull().default(""),
    chargedMicro: micro("charged_micro").notNull(),
  },
  (table) => [
    primaryKey({ name: "charged_days_pkey", columns: [table.businessId, table.day, table.agentId] }),
    foreignKey({
      name: "charged_days_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
