import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { members } from "./members.ts";

/** Kinds of notices that a person does not want by mail. What has no row is wanted. Goes with the membership. */
export const noticePreferences = pgTable(
  "notice_preferences",
  {
    businessId: uuid("business_id").notNull(),
    userId: text("user_id").notNull(),
    kind: text().notNull(),
    emailOffAt: instant("email_off_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: "notice_preferences_pkey", columns: [table.businessId, table.userId, table.kind] }),
    foreignKey({
      name: "notice_preferences_member",
      columns: [table.businessId, table.userId],
      foreignColumns: [members.businessId, members.userId],
    }).onDelete("cascade"),
  ],
);
