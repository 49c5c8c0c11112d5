import { sql } from "drizzle-orm";
import { bigint, foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant, micro } from "./column-types.ts";

/** What every price we ever sold at stands for. Never changed and never removed: whoever subscribed at an old price keeps what it brings. */
export const providerPrices = pgTable(
  "provider_prices",
  {
    priceId: text("price_id").primaryKey(),
    productId: text("product_id").notNull(),
    lookupKey: text("lookup_key").notNull(),
    kind: text().notNull(),
    planKey: text("plan_key"),
    billingInterval: text("billing_interval"),
    packageKey: text("package_key"),
    businessId: uuid("business_id"),
    amountMinor: bigint("amount_minor", { mode: "bigint" }).notNull(),
    currency: text().notNull(),
    tokensMicro: micro("tokens_micro").notNull(),
    bonusMicro: micro("bonus_micro").notNull().default(sql`0`),
    rolloverCapMicro: micro("rollover_cap_micro").notNull().default(sql`0`),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    retiredAt: instant("retired_at"),
  },
  (table) => [
    foreignKey({ name: "provider_prices_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
