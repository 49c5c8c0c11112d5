import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { tokenBalances } from "./token-balances.ts";

/** Every subscription a business ever had at the payment provider, as it was last heard of. Which of them counts, business_subscriptions says; another that is alive is extra, and its money should go back. Written by the door only. */
export const providerSubscriptions = pgTable(
  "provider_subscriptions",
  {
    businessId: uuid("business_id").notNull(),
    subscriptionId: text("subscription_id").notNull(),
    planKey: text("plan_key").notNull(),
    billingInterval: text("billing_interval").notNull(),
    status: text().notNull(),
    startedAt: instant("started_at").notNull(),
    anchoredAt: instant("anchored_at").notNull(),
    periodStartsAt: instant("period_starts_at").notNull(),
    periodEndsAt: instant("period_ends_at").notNull(),
    cancelsAt: instant("cancels_at"),
    endedAt: instant("ended_at"),
    pendingPlanKey: text("pending_plan_key"),
    pendingBillingInterval: text("pending_billing_interval"),
    pendingAt: instant("pending_at"),
    asOf: instant("as_of").notNull(),
  },
  (table) => [
    primaryKey({ name: "provider_subscriptions_pkey", columns: [table.businessId, table.subscriptionId] }),
    foreignKey({
      name: "provider_subscriptions_balance",
      columns: [table.businessId],
      foreignColumns: [tokenBalances.businessId],
    }),
  ],
);
