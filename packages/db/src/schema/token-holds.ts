import {
  bigint,
  foreignKey,
  integer,
  type PgTableExtraConfigValue,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, micro } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";
import { usageTracking } from "./usage-tracking.ts";

/** A lease on tokens for one live call: an amount, not tied to grants. It ends once, as the usage line with its id. */
export const tokenHolds = pgTable(
  "token_holds",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    callId: text("call_id").notNull(),
    service: text().notNull(),
    agentId: text("agent_id"),
    rateCardId: uuid("rate_card_id").notNull(),
    rateVersion: integer("rate_version").notNull(),
    status: text().notNull(),
    openedAt: instant("opened_at").notNull(),
    lastSeq: bigint("last_seq", { mode: "bigint" }).notNull(),
    elapsedSeconds: integer("elapsed_seconds").notNull(),
    accruedMicro: micro("accrued_micro").notNull(),
    heldMicro: micro("held_micro").notNull(),
    lentMicro: micro("lent_micro").notNull(),
    grantedSeconds: integer("granted_seconds").notNull(),
    expiresAt: instant("expires_at").notNull(),
    closedAt: instant("closed_at"),
    closedReason: text("closed_reason"),
    lineId: uuid("line_id"),
    settledAt: instant("settled_at"),
  },
  // The type is written out because the mirrors of lines and holds refer to each other.
  (table): PgTableExtraConfigValue[] => [
    primaryKey({ name: "token_holds_pkey", columns: [table.businessId, table.id] }),
    foreignKey({
      name: "token_holds_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
    foreignKey({
      name: "token_holds_line",
      columns: [table.businessId, table.lineId],
      foreignColumns: [usageTracking.businessId, usageTracking.id],
    }),
  ],
);
