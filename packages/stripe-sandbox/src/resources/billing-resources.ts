import { billingDueWork } from "../subscribing/due-work.ts";
import { couponExpandable, couponRoutes } from "./coupons.ts";
import { creditNoteExpandable, creditNoteRoutes } from "./credit-notes.ts";
import {
  customerBalanceTransactionExpandable,
  customerBalanceTransactionRoutes,
} from "./customer-balance-transactions.ts";
import { invoiceItemExpandable, invoiceItemRoutes } from "./invoice-items.ts";
import { invoicePaymentExpandable, invoicePaymentRoutes } from "./invoice-payments.ts";
import { invoiceExpandable, invoiceRoutes } from "./invoices.ts";
import { promotionCodeExpandable, promotionCodeRoutes } from "./promotion-codes.ts";
import type { Resource } from "./resource.ts";
import { subscriptionItemRoutes } from "./subscription-items.ts";
import { subscriptionScheduleExpandable, subscriptionScheduleRoutes } from "./subscription-schedules.ts";
import { subscriptionExpandable, subscriptionRoutes } from "./subscriptions.ts";

/** Subscriptions, invoices and all that belongs to them. */
export const BILLING_RESOURCES: readonly Resource[] = [
  { routes: couponRoutes, expandable: couponExpandable },
  { routes: promotionCodeRoutes, expandable: promotionCodeExpandable },
  { routes: subscriptionRoutes, expandable: subscriptionExpandable, dueWork: billingDueWork },
  { routes: subscriptionItemRoutes },
  { routes: subscriptionScheduleRoutes, expandable: subscriptionScheduleExpandable },
  { routes: customerBalanceTransactionRoutes, expandable: customerBalanceTransactionExpandable },
  { routes: creditNoteRoutes, expandable: creditNoteExpandable },
  { routes: invoiceRoutes, expandable: invoiceExpandable },
  { routes: invoiceItemRoutes, expandable: invoiceItemExpandable },
  { routes: invoicePaymentRoutes, expandable: invoicePaymentExpandable },
];
