import { sql } from "drizzle-orm";
import { bigint, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";

/** Tokens that can be bought at any time; they never expire. The bonus comes on top, as a second grant without cost. */
export const tokenPackages = pgTable(
  "token_packages",
  {
    key: text().primaryKey(),
    name: text().notNull(),
    position: smallint().notNull(),
    tokensMicro: micro("tokens_micro").notNull(),
    bonusMicro: micro("bonus_micro").notNull().default(sql`0`),
    priceAmountMinor: bigint("price_amount_minor", { mode: "bigint" }).notNull(),
    priceCurrency: text("price_currency").notNull(),
    inversionAcknowledgedAt: instant("inversion_acknowledged_at"),
  },
  (table) => [unique("token_packages_position_unique").on(table.position)],
);
