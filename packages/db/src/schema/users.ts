import { boolean, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";

/** People who sign in here. */
export const users = pgTable(
  "users",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text(),
    role: text(),
    banned: boolean().notNull().default(false),
    banReason: text("ban_reason"),
    banExpiresAt: instant("ban_expires_at"),
    language: text(),
    shownLanguage: text("shown_language"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [unique("users_email_unique").on(table.email)],
);
