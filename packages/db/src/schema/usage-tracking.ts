import { bigint, foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { tokenHolds } from "./token-holds.ts";

/** One metered event or finished call, priced by one rate version. Never changed: a correction is a further row elsewhere. */
export const usageTracking = pgTable(
  "usage_tracking",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    key: text(),
    holdId: uuid("hold_id"),
    service: text().notNull(),
    quantity: bigint({ mode: "bigint" }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    statedOccurredAt: instant("stated_occurred_at"),
    recordedAt: instant("recorded_at").notNull(),
    agentId: text("agent_id"),
    ref: text(),
    metadata: jsonb().$type<Readonly<Record<string, unknown>>>(),
    rateCardId: uuid("rate_card_id").notNull(),
    rateVersion: integer("rate_version").notNull(),
    chargedMicro: micro("charged_micro").notNull(),
    balanceAfterMicro: micro("balance_after_micro").notNull(),
    replacesLineId: uuid("replaces_line_id"),
  },
  (table) => [
    primaryKey({ name: "usage_tracking_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "usage_tracking_hold",
      columns: [table.businessId, table.holdId],
      foreignColumns: [tokenHolds.businessId, tokenHolds.id],
    }),
    foreignKey({
      name: "usage_tracking_replaces_line",
      columns: [table.businessId, table.replacesLineId],
      foreignColumns: [table.businessId, table.id],
    }),
  ],
);
