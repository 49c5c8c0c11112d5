import { foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Addresses of a business's own systems that want its notices. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    url: text().notNull(),
    description: text().notNull().default(""),
    kinds: text().array(),
    createdBy: text("created_by"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
    disabledReason: text("disabled_reason"),
    failingSince: instant("failing_since"),
    failuresInARow: integer("failures_in_a_row").notNull().default(0),
    lastDeliveredAt: instant("last_delivered_at"),
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    primaryKey({ name: "webhook_endpoints_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "webhook_endpoints_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
  ],
);
