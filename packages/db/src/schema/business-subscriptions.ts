import { foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant } from "./column-types.ts";
import { providerSubscriptions } from "./provider-subscriptions.ts";
import { subscriptionPlans } from "./subscription-plans.ts";

/** What the payment provider last said about the business's subscription; born with the business as free and none. */
export const businessSubscriptions = pgTable(
  "business_subscriptions",
  {
    businessId: uuid("business_id").primaryKey(),
    planKey: text("plan_key").notNull().default("free"),
    status: text().notNull().default("none"),
    billingInterval: text("billing_interval"),
    anchoredAt: instant("anchored_at"),
    periodStartsAt: instant("period_starts_at"),
    periodEndsAt: instant("period_ends_at"),
    cancelsAt: instant("cancels_at"),
    endedAt: instant("ended_at"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    subscriptionId: text("subscription_id"),
    pendingPlanKey: text("pending_plan_key"),
    pendingBillingInterval: text("pending_billing_interval"),
    pendingAt: instant("pending_at"),
  },
  (table) => [
    foreignKey({
      name: "business_subscriptions_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    foreignKey({
      name: "business_subscriptions_plan",
      columns: [table.planKey],
      foreignColumns: [subscriptionPlans.key],
    }),
    foreignKey({
      name: "business_subscriptions_pending_plan",
      columns: [table.pendingPlanKey],
      foreignColumns: [subscriptionPlans.key],
    }),
    foreignKey({
      name: "business_subscriptions_subscription",
      columns: [table.businessId, table.subscriptionId],
      foreignColumns: [providerSubscriptions.businessId, providerSubscriptions.subscriptionId],
    }),
  ],
);
