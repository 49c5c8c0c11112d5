import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";

/** Open e-mail verifications and password resets. */
export const verifications = pgTable("verifications", {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
