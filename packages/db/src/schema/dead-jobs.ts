import { integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";

/** Background jobs that failed on their last attempt, until an operator or a later run resolves them. */
export const deadJobs = pgTable("dead_jobs", {
  id: uuid().primaryKey(),
  task: text().notNull(),
  payload: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
  failures: integer().notNull().default(1),
  error: text().notNull(),
  firstFailedAt: instant("first_failed_at").notNull().defaultNow(),
  lastFailedAt: instant("last_failed_at").notNull().defaultNow(),
  status: text().notNull().default("dead"),
  resolvedAt: instant("resolved_at"),
  resolvedBy: text("resolved_by"),
});
