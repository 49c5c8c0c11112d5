import { bigint, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** An invoice or a purchase as far as money of it can go back. Known from its first fact on, which may be a refund. Written by the door only: decisions read it. */
export const payments = pgTable(
  "payments",
  {
    businessId: uuid("business_id").notNull(),
    key: text().notNull(),
    paidAmountMinor: bigint("paid_amount_minor", { mode: "bigint" }).notNull(),
    currency: text().notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "payments_pkey", columns: [table.businessId, table.key] }),
    foreignKey({ name: "payments_balance", columns: [table.businessId], foreignColumns: [tokenBalances.businessId] }),
  ],
);
