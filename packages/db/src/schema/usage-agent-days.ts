import { bigint, date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { usageRollUps } from "./usage-roll-ups.ts";

/** Usage less corrections of a day of UTC, by agent, by service and by both, as running sums of its 96 quarters of an hour. */
export const usageAgentDays = pgTable(
  "usage_agent_days",
  {
    businessId: uuid("business_id").notNull(),
    keptBy: text("kept_by").notNull(),
    day: date().notNull(),
    agentId: text("agent_id").notNull().default(""),
    service: text().notNull().default(""),
    events: bigint({ mode: "bigint" }).array().notNull(),
    quantity: bigint({ mode: "bigint" }).array().notNull(),
    chargedMicro: bigint("charged_micro", { mode: "bigint" }).array().notNull(),
  },
  (table) => [
    primaryKey({
      name: "usage_agent_days_pkey",
      columns: [table.businessId, table.keptBy, table.day, table.agentId, table.service],
    }),
    foreignKey({
      name: "usage_agent_days_of_roll_up",
      columns: [table.businessId],
      foreignColumns: [usageRollUps.businessId],
    }),
  ],
);
