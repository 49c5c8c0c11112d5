import { sql } from "drizzle-orm";
import { foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Which business a customer of the payment provider is. Keyed by the customer, because that is what an event names. */
export const providerCustomers = pgTable(
  "provider_customers",
  {
    customerId: text("customer_id").primaryKey(),
    businessId: uuid("business_id").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    foreignKey({ name: "provider_customers_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
