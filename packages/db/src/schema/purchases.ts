import { bigint, foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { instant, micro } from "./column-types.ts";

/** A package somebody set out to buy, with what was offered then: later prices do not matter. Paid by the statement that grants, and by nothing else. */
export const purchases = pgTable(
  "purchases",
  {
    businessId: uuid("business_id").notNull(),
    id: uuid().notNull(),
    packageKey: text("package_key").notNull(),
    kind: text().notNull(),
    tokensMicro: micro("tokens_micro").notNull(),
    bonusMicro: micro("bonus_micro").notNull(),
    priceAmountMinor: bigint("price_amount_minor", { mode: "bigint" }).notNull(),
    priceCurrency: text("price_currency").notNull(),
    priceId: text("price_id"),
    status: text().notNull().default("created"),
    requestKey: text("request_key"),
    requestedBy: text("requested_by"),
    checkoutSessionId: text("checkout_session_id"),
    checkoutUrl: text("checkout_url"),
    paymentIntentId: text("payment_intent_id"),
    failureCode: text("failure_code"),
    createdAt: instant("created_at").notNull(),
    openedAt: instant("opened_at"),
    closedAt: instant("closed_at"),
    paidAt: instant("paid_at"),
    paidAmountMinor: bigint("paid_amount_minor", { mode: "bigint" }),
    paidBy: text("paid_by"),
  },
  (table) => [
    primaryKey({ name: "purchases_pkey", columns: [table.businessId, table.id] }),
    foreignKey({ name: "purchases_business", columns: [table.businessId], foreignColumns: [businesses.id] }),
    unique("purchases_request_once").on(table.businessId, table.requestKey),
    unique("purchases_session_once").on(table.businessId, table.checkoutSessionId),
    unique("purchases_intent_once").on(table.businessId, table.paymentIntentId),
  ],
);
