import { sql } from "drizzle-orm";
import { foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { micro } from "./column-types.ts";
import { rateCards } from "./rate-cards.ts";

/** What one service costs on one version of a card. */
export const tokenRates = pgTable(
  "token_rates",
  {
    rateCardId: uuid("rate_card_id").notNull(),
    service: text().notNull(),
    tokensMicro: micro("tokens_micro").notNull(),
    per: integer().notNull(),
    unit: text().notNull(),
    shape: text().notNull(),
    initialIncrement: integer("initial_increment").notNull().default(1),
    nextIncrement: integer("next_increment").notNull().default(1),
    minimumMicro: micro("minimum_micro").notNull().default(sql`0`),
    connectFeeMicro: micro("connect_fee_micro").notNull().default(sql`0`),
    freeUnits: integer("free_units").notNull().default(0),
  },
  (table) => [
    primaryKey({ name: "token_rates_pkey", columns: [table.rateCardId, table.service] }),
    foreignKey({
      name: "token_rates_card",
      columns: [table.rateCardId],
      foreignColumns: [rateCards.id],
    }),
  ],
);
