import { sql } from "drizzle-orm";
import { foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Every Idempotency-Key that something was sold or given back under, for ever, with what it was for. */
export const requestKeys = pgTable(
  "request_keys",
  {
    businessId: uuid("business_id").notNull(),
    scope: text().notNull(),
    requestKey: text("request_key").notNull(),
    subjectId: uuid("subject_id").notNull(),
    asked: jsonb().notNull(),
    createdAt: instant("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: "request_keys_pkey", columns: [table.businessId, table.scope, table.requestKey] }),
    foreignKey({ name: "request_keys_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
