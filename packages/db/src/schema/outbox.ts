import { sql } from "drizzle-orm";
import { foreignKey, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** What each business is told, once: written by the commit that caused it, or by the job that found it. Never changed but for whether it went on its ways. */
export const outbox = pgTable(
  "outbox",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    kind: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    channels: text().array(),
    occurredAt: instant("occurred_at").notNull(),
    writtenAt: instant("written_at").notNull().default(sql`clock_timestamp()`),
    fannedOutAt: instant("fanned_out_at"),
  },
  (table) => [
    primaryKey({ name: "outbox_pkey", columns: [table.businessId, table.id] }),
    unique("outbox_once").on(table.businessId, table.dedupeKey),
    foreignKey({ name: "outbox_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
