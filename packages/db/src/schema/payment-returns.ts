import { bigint, foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { payments } from "./payments.ts";

/** Each refund, credit or dispute of a payment, and how far it came. What stands decides how many tokens should be gone. */
export const paymentReturns = pgTable(
  "payment_returns",
  {
    businessId: uuid("business_id").notNull(),
    paymentKey: text("payment_key").notNull(),
    cause: text().notNull(),
    kind: text().notNull(),
    phase: text().notNull(),
    amountMinor: bigint("amount_minor", { mode: "bigint" }).notNull(),
    lessMonthly: jsonb("less_monthly"),
    reason: text(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "payment_returns_pkey", columns: [table.businessId, table.paymentKey, table.cause] }),
    foreignKey({
      name: "payment_returns_payment",
      columns: [table.businessId, table.paymentKey],
      foreignColumns: [payments.businessId, payments.key],
    }),
  ],
);
