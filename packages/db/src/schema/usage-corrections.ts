import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { usageTracking } from "./usage-tracking.ts";

/** A usage line reversed, once, and perhaps replaced by another. */
export const usageCorrections = pgTable(
  "usage_corrections",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    lineId: uuid("line_id").notNull(),
    reason: text().notNull(),
    returnedMicro: micro("returned_micro").notNull(),
    balanceAfterMicro: micro("balance_after_micro").notNull(),
    replacementLineId: uuid("replacement_line_id"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "usage_corrections_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "usage_corrections_line",
      columns: [table.businessId, table.lineId],
      foreignColumns: [usageTracking.businessId, usageTracking.id],
    }),
    foreignKey({
      name: "usage_corrections_replacement",
      columns: [table.businessId, table.replacementLineId],
      foreignColumns: [usageTracking.businessId, usageTracking.id],
    }),
    unique("usage_corrections_once").on(table.businessId, table.lineId),
  ],
);
