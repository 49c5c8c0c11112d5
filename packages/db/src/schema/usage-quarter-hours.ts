import { bigint, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** Usage less corrections by when it happened, in quarter hours of UTC, from which the hours of any time zone can be summed. Kept by the commit that writes the lines. */
export const usageQuarterHours = pgTable(
  "usage_quarter_hours",
  {
    businessId: uuid("business_id").notNull(),
    quarterStart: instant("quarter_start").notNull(),
    service: text().notNull(),
    events: bigint({ mode: "bigint" }).notNull(),
    quantity: bigint({ mode: "bigint" }).notNull(),
    chargedMicro: micro("charged_micro").notNull(),
  },
  (table) => [
    primaryKey({ name: "usage_quarter_hours_pkey", columns: [table.businessId, table.quarterStart, table.service] }),
    foreignKey({
      name: "usage_quarter_hours_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
