import { sql } from "drizzle-orm";
import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { payments } from "./payments.ts";
import { tokenBalances } from "./token-balances.ts";

/** Tokens that arrived from one cause, and what is left of them. */
export const tokenGrants = pgTable(
  "token_grants",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    source: text().notNull(),
    originalMicro: micro("original_micro").notNull(),
    remainingMicro: micro("remaining_micro").notNull(),
    priority: integer().notNull().default(100),
    effectiveAt: instant("effective_at").notNull(),
    expiresAt: instant("expires_at"),
    costAmountMinor: bigint("cost_amount_minor", { mode: "bigint" }),
    costCurrency: text("cost_currency"),
    frozenAt: instant("frozen_at"),
    debtRepaidMicro: micro("debt_repaid_micro").notNull().default(sql`0`),
    reason: text(),
    key: text(),
    exhaustedAt: instant("exhausted_at"),
    paymentKey: text("payment_key"),
    subscriptionId: text("subscription_id"),
    monthStartsAt: instant("month_starts_at"),
    monthEndsAt: instant("month_ends_at"),
    refundedMicro: micro("refunded_micro").notNull().default(sql`0`),
    refundDebtMicro: micro("refund_debt_micro").notNull().default(sql`0`),
    refundShortfallMicro: micro("refund_shortfall_micro").notNull().default(sql`0`),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "token_grants_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "token_grants_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
    foreignKey({
      name: "token_grants_payment",
      columns: [table.businessId, table.paymentKey],
      foreignColumns: [payments.businessId, payments.key],
    }),
  ],
);
