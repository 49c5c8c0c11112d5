import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** What may be charged in a day or month of the business's zone before no further call may start. */
export const businessCaps = pgTable(
  "business_caps",
  {
    businessId: uuid("business_id").notNull(),
    agentId: text("agent_id").notNull().default(""),
    every: text().notNull(),
    limitMicro: micro("limit_micro").notNull(),
  },
  (table) => [
    primaryKey({ name: "business_caps_pkey", columns: [table.businessId, table.agentId, table.every] }),
    foreignKey({
      name: "business_caps_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
