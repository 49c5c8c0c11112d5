import { foreignKey, integer, pgTable, primaryKey, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { outbox } from "./outbox.ts";

/** Every notice on its way to one recipient, once. A worker takes what is due, sends it, and leaves what became of it. */
export const noticeDeliveries = pgTable(
  "notice_deliveries",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    noticeId: uuid("notice_id").notNull(),
    channel: text().notNull(),
    recipient: text().notNull(),
    status: text().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    firstDueAt: instant("first_due_at").notNull(),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    wayClosedAt: instant("way_closed_at"),
    claimedUntil: instant("claimed_until"),
    finishedAt: instant("finished_at"),
    lastStatus: smallint("last_status"),
    lastError: text("last_error"),
  },
  (table) => [
    primaryKey({ name: "notice_deliveries_pkey", columns: [table.businessId, table.id] }),
    unique("notice_deliveries_once").on(table.businessId, table.noticeId, table.channel, table.recipient),
    foreignKey({
      name: "notice_deliveries_notice",
      columns: [table.businessId, table.noticeId],
      foreignColumns: [outbox.businessId, outbox.id],
    }),
  ],
);
