import { foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** Which of a person's trials a business used up. The ordinal is part of the key, so that businesses created at once cannot share one. */
export const trialClaims = pgTable(
  "trial_claims",
  {
    userId: text("user_id").notNull(),
    ordinal: integer().notNull(),
    businessId: uuid("business_id").notNull(),
    claimedAt: instant("claimed_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "trial_claims_pkey", columns: [table.userId, table.ordinal] }),
    foreignKey({
      name: "trial_claims_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    unique("trial_claims_once").on(table.businessId),
  ],
);
