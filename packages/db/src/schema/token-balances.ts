import { sql } from "drizzle-orm";
import { bigint, foreignKey, pgTable, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { bytes, instant, micro } from "./column-types.ts";

/** One row guards everything of a business: its version stands in the condition of every commit, its lock comes first. Born with its business, because a row that is not there cannot be locked. */
export const tokenBalances = pgTable(
  "token_balances",
  {
    businessId: uuid("business_id").primaryKey(),
    version: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    lastSeq: bigint("last_seq", { mode: "bigint" }).notNull().default(sql`0`),
    ledgerTotalMicro: micro("ledger_total_micro").notNull().default(sql`0`),
    debtMicro: micro("debt_micro").notNull().default(sql`0`),
    lastRecordedAt: instant("last_recorded_at"),
    lastHash: bytes("last_hash").notNull().default(sql`decode(repeat('00'::text, 32), 'hex'::text)`),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: "token_balances_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
  ],
);
