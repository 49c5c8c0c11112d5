import { sql } from "drizzle-orm";
import { bigint, foreignKey, pgTable, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";

/** How far into a business's ledger the totals by agent and by reference go. */
export const usageRollUps = pgTable(
  "usage_roll_ups",
  {
    businessId: uuid("business_id").primaryKey(),
    seq: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    movedAt: instant("moved_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({ name: "usage_roll_ups_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
  ],
);
