import { sql } from "drizzle-orm";
import { boolean, foreignKey, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Every webhook event whose signature was good, once. A worker takes them, fetches what they are about again, and leaves what became of them. */
export const providerEvents = pgTable(
  "provider_events",
  {
    eventId: text("event_id").primaryKey(),
    type: text().notNull(),
    objectId: text("object_id"),
    customerId: text("customer_id"),
    accountId: text("account_id"),
    apiVersion: text("api_version"),
    isLive: boolean("is_live").notNull(),
    eventCreatedAt: instant("event_created_at").notNull(),
    payload: jsonb().notNull(),
    receivedAt: instant("received_at").notNull().default(sql`clock_timestamp()`),
    status: text().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull().default(sql`clock_timestamp()`),
    claimedUntil: instant("claimed_until"),
    finishedAt: instant("finished_at"),
    problem: text(),
    businessId: uuid("business_id"),
  },
  (table) => [
    foreignKey({ name: "provider_events_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
