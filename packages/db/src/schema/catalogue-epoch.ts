import { boolean, pgTable, uuid } from "drizzle-orm/pg-core";

/** Drawn anew whenever a rate card changes, so that a process knows when the cards it keeps are stale. */
export const catalogueEpoch = pgTable("catalogue_epoch", {
  onlyRow: boolean("only_row").primaryKey().default(true),
  epoch: uuid().notNull().defaultRandom(),
});
