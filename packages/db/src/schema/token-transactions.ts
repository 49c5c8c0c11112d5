import { bigint, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, micro } from "./column-types.ts";

/** The ledger: every change of a business's tokens as signed rows, without a gap, each with a hash over itself and the row before. Only ever added to, by the service too. */
export const tokenTransactions = pgTable(
  "token_transactions",
  {
    businessId: uuid("business_id").notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    runId: uuid("run_id").notNull(),
    leg: integer().notNull(),
    legs: integer().notNull(),
    kind: text().notNull(),
    amountMicro: micro("amount_micro").notNull(),
    grantId: uuid("grant_id"),
    balanceAfterMicro: micro("balance_after_micro").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    hash: bytes().notNull(),
  },
  (table) => [
    primaryKey({ name: "token_transactions_pkey", columns: [table.businessId, table.seq] }),
    unique("token_transactions_leg_once").on(table.businessId, table.runId, table.leg),
  ],
);
