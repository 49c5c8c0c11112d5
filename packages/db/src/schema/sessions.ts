import { foreignKey, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { users } from "./users.ts";

/** Signed-in browsers. Keyed by their own id, because they are asked before a business is known. */
export const sessions = pgTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text("user_id").notNull(),
    token: text().notNull(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    activeOrganizationId: text("active_organization_id"),
    impersonatedBy: text("impersonated_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: "sessions_user",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    unique("sessions_token_unique").on(table.token),
  ],
);
