import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { payments } from "./payments.ts";

/** Why a run of the ledger took tokens back, or brought them again. */
export const paymentReturnRuns = pgTable(
  "payment_return_runs",
  {
    businessId: uuid("business_id").notNull(),
    runId: uuid("run_id").notNull(),
    paymentKey: text("payment_key").notNull(),
    cause: text().notNull(),
    phase: text().notNull(),
    reason: text(),
  },
  (table) => [
    primaryKey({ name: "payment_return_runs_pkey", columns: [table.businessId, table.runId] }),
    foreignKey({
      name: "payment_return_runs_payment",
      columns: [table.businessId, table.paymentKey],
      foreignColumns: [payments.businessId, payments.key],
    }),
  ],
);
