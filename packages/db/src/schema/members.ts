import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** A person's place in a business. Asked by person, too: which businesses may I see? */
export const members = pgTable(
  "members",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    userId: text("user_id").notNull(),
    role: text().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "members_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "members_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    unique("members_once").on(table.businessId, table.userId),
  ],
);
