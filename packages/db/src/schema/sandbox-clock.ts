import { sql } from "drizzle-orm";
import { bigint, boolean, pgTable } from "drizzle-orm/pg-core";

/** How far money time runs ahead of the database's clock: 0 outside the sandbox. */
export const sandboxClock = pgTable("sandbox_clock", {
  onlyRow: boolean("only_row").primaryKey().default(true),
  offsetMs: bigint("offset_ms", { mode: "bigint" }).notNull().default(sql`0`),
});
