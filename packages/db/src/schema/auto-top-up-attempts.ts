import { bigint, foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { purchases } from "./purchases.ts";

/** Each try to charge the saved card; one open a business. Settled by the fact of its payment only. */
export const autoTopUpAttempts = pgTable(
  "auto_top_up_attempts",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    purchaseId: uuid("purchase_id").notNull(),
    status: text().notNull().default("open"),
    priceAmountMinor: bigint("price_amount_minor", { mode: "bigint" }).notNull(),
    priceCurrency: text("price_currency").notNull(),
    createdAt: instant("created_at").notNull(),
    closedAt: instant("closed_at"),
    declineCode: text("decline_code"),
  },
  (table) => [
    primaryKey({ name: "auto_top_up_attempts_pkey", columns: [table.businessId, table.id] }),
    unique("auto_top_up_attempts_purchase_once").on(table.businessId, table.purchaseId),
    foreignKey({
      name: "auto_top_up_attempts_purchase",
      columns: [table.businessId, table.purchaseId],
      foreignColumns: [purchases.businessId, purchases.id],
    }),
  ],
);
