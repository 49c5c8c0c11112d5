import { foreignKey, integer, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Versions of price lists. A version is never changed, the next one ends it. */
export const rateCards = pgTable(
  "rate_cards",
  {
    id: uuid().primaryKey(),
    businessId: uuid("business_id"),
    version: integer().notNull(),
    validFrom: instant("valid_from").notNull(),
  },
  (table) => [
    foreignKey({
      name: "rate_cards_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    unique("rate_cards_never_begin_together").on(table.businessId, table.validFrom).nullsNotDistinct(),
    unique("rate_cards_one_version").on(table.businessId, table.version).nullsNotDistinct(),
  ],
);
