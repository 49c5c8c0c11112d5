import { sql } from "drizzle-orm";
import { bigint, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";

/** The tenants; the id leads every key of every tenant table. Also the organizations of the sign-in library. A change of a column that decisions read (zone, limits, suspension, clock) bumps the version of the balance row in the same transaction. */
export const businesses = pgTable(
  "businesses",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    slug: text(),
    timeZone: text("time_zone").notNull().default("UTC"),
    createdBy: text("created_by"),
    trialWithheldReason: text("trial_withheld_reason"),
    overdraftLimitMicro: micro("overdraft_limit_micro").notNull().default(sql`0`),
    suspendedAt: instant("suspended_at"),
    suspendedReason: text("suspended_reason"),
    concurrentCallsLimit: integer("concurrent_calls_limit"),
    concurrentCallsLimitSetAt: instant("concurrent_calls_limit_set_at"),
    clockOffsetMs: bigint("clock_offset_ms", { mode: "bigint" }).notNull().default(sql`0`),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [unique("businesses_slug_unique").on(table.slug)],
);
