import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { members } from "./members.ts";
import { outbox } from "./outbox.ts";

/** Which person has read which notice in the list of the page. Goes with the membership. */
export const noticeReads = pgTable(
  "notice_reads",
  {
    businessId: uuid("business_id").notNull(),
    userId: text("user_id").notNull(),
    noticeId: uuid("notice_id").notNull(),
    readAt: instant("read_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: "notice_reads_pkey", columns: [table.businessId, table.userId, table.noticeId] }),
    foreignKey({
      name: "notice_reads_member",
      columns: [table.businessId, table.userId],
      foreignColumns: [members.businessId, members.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "notice_reads_notice",
      columns: [table.businessId, table.noticeId],
      foreignColumns: [outbox.businessId, outbox.id],
    }),
  ],
);
