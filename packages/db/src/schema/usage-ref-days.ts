import { bigint, date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { usageRollUps } from "./usage-roll-ups.ts";

/** Usage less corrections of a day of UTC, by reference. */
export const usageRefDays = pgTable(
  "usage_ref_days",
  {
    businessId: uuid("business_id").notNull(),
    day: date().notNull(),
    ref: text().notNull(),
    events: bigint({ mode: "bigint" }).notNull(),
    quantity: bigint({ mode: "bigint" }).notNull(),
    chargedMicro: bigint("charged_micro", { mode: "bigint" }).notNull(),
  },
  (table) => [
    primaryKey({ name: "usage_ref_days_pkey", columns: [table.businessId, table.day, table.ref] }),
    foreignKey({
      name: "usage_ref_days_of_roll_up",
      columns: [table.businessId],
      foreignColumns: [usageRollUps.businessId],
    }),
  ],
);
