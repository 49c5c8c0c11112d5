import { foreignKey, integer, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";

/** Every request to an endpoint, as its owner can read it. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    deliveryId: uuid("delivery_id"),
    messageId: text("message_id").notNull(),
    type: text().notNull(),
    attemptedAt: instant("attempted_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    status: smallint(),
    problem: text(),
    answer: text(),
  },
  (table) => [
    primaryKey({ name: "webhook_attempts_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "webhook_attempts_endpoint",
      columns: [table.businessId, table.endpointId],
      foreignColumns: [webhookEndpoints.businessId, webhookEndpoints.id],
    }),
  ],
);
