import { bigint, foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";
import { usageTracking } from "./usage-tracking.ts";

/** Events too old to be charged without somebody looking: their key is taken, an operator accepts or rejects them. */
export const usageReviews = pgTable(
  "usage_reviews",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    key: text().notNull(),
    service: text().notNull(),
    quantity: bigint({ mode: "bigint" }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    statedOccurredAt: instant("stated_occurred_at"),
    recordedAt: instant("recorded_at").notNull(),
    agentId: text("agent_id"),
    ref: text(),
    metadata: jsonb().$type<Readonly<Record<string, unknown>>>(),
    status: text().notNull(),
    resolvedAt: instant("resolved_at"),
    lineId: uuid("line_id"),
    note: text(),
  },
  (table) => [
    primaryKey({ name: "usage_reviews_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "usage_reviews_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
    foreignKey({
      name: "usage_reviews_line",
      columns: [table.businessId, table.lineId],
      foreignColumns: [usageTracking.businessId, usageTracking.id],
    }),
  ],
);
