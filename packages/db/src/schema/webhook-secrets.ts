import { foreignKey, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./column-types.ts";
import { webhookEndpoints } from "./webhook-endpoints.ts";

/** What signs for an endpoint, sealed with a key that is not in the database. */
export const webhookSecrets = pgTable(
  "webhook_secrets",
  {
    businessId: uuid("business_id").notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    id: uuid().notNull(),
    sealed: bytes().notNull(),
    createdAt: instant("created_at").notNull(),
    signsUntil: instant("signs_until"),
  },
  (table) => [
    primaryKey({ name: "webhook_secrets_pkey", columns: [table.businessId, table.endpointId, table.id] }),
    foreignKey({
      name: "webhook_secrets_endpoint",
      columns: [table.businessId, table.endpointId],
      foreignColumns: [webhookEndpoints.businessId, webhookEndpoints.id],
    }),
  ],
);
