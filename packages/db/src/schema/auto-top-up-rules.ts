import { sql } from "drizzle-orm";
import { bigint, boolean, foreignKey, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant, micro } from "./column-types.ts";

/** Buy a package whenever available + held - debt is below an amount. Off until a person agrees. */
export const autoTopUpRules = pgTable(
  "auto_top_up_rules",
  {
    businessId: uuid("business_id").primaryKey(),
    enabled: boolean().notNull(),
    belowMicro: micro("below_micro").notNull(),
    packageKey: text("package_key").notNull(),
    monthlyCapMinor: bigint("monthly_cap_minor", { mode: "bigint" }).notNull(),
    consentBy: text("consent_by"),
    consentAt: instant("consent_at"),
    declinesInARow: integer("declines_in_a_row").notNull().default(0),
    pausedUntil: instant("paused_until"),
    turnedOffReason: text("turned_off_reason"),
    version: bigint({ mode: "bigint" }).notNull().default(sql`1`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    waitsForRise: boolean("waits_for_rise").notNull().default(false),
  },
  (table) => [
    foreignKey({ name: "auto_top_up_rules_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
