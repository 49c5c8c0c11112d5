import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** What somebody asked their plan to become. One checkout of a first subscription is open at a time. */
export const planChanges = pgTable(
  "plan_changes",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    requestKey: text("request_key").notNull(),
    planKey: text("plan_key").notNull(),
    billingInterval: text("billing_interval").notNull(),
    action: text().notNull(),
    status: text().notNull().default("open"),
    checkoutSessionId: text("checkout_session_id"),
    checkoutUrl: text("checkout_url"),
    requestedBy: text("requested_by"),
    createdAt: instant("created_at").notNull().default(sql`clock_timestamp()`),
    closedAt: instant("closed_at"),
  },
  (table) => [
    primaryKey({ name: "plan_changes_pkey", columns: [table.businessId, table.id] }),
    foreignKey({ name: "plan_changes_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
