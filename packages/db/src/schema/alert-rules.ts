import { bigint, boolean, foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** The lines of available + held - debt that a business wants to be warned at, each once a downward crossing. Born with the balance row; a business without any is not warned. Written by the door only: decisions read it. */
export const alertRules = pgTable(
  "alert_rules",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    threshold: bigint({ mode: "bigint" }).notNull(),
    channels: text().array().notNull(),
    armed: boolean().notNull().default(false),
    lastFiredAt: instant("last_fired_at"),
    baseMicro: micro("base_micro"),
    setByOwner: boolean("set_by_owner").notNull(),
  },
  (table) => [
    primaryKey({ name: "alert_rules_pkey", columns: [table.businessId, table.id] }),
    unique("alert_rules_once").on(table.businessId, table.kind, table.threshold),
    foreignKey({
      name: "alert_rules_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
