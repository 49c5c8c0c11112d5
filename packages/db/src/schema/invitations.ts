import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Offers of a place in a business. The id is what the mailed link carries, so it is found without a business. */
export const invitations = pgTable(
  "invitations",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    email: text().notNull(),
    role: text().notNull(),
    status: text().notNull().default("pending"),
    expiresAt: instant("expires_at").notNull(),
    inviterId: text("inviter_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "invitations_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "invitations_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    unique("invitations_id_unique").on(table.id),
  ],
);
