import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";

/** How far jobs that come round to everything have come. */
export const jobState = pgTable("job_state", {
  name: text().primaryKey(),
  /** The id of what was taken last; null when a round is complete. */
  progress: text(),
  movedAt: instant("moved_at").notNull().defaultNow(),
});
