import { checkoutDueWork } from "../checkout/complete-session.ts";
import { balanceRoutes } from "./balance.ts";
import {
  balanceTransactionDueWork,
  balanceTransactionExpandable,
  balanceTransactionRoutes,
} from "./balance-transactions.ts";
import { portalConfigurationRoutes } from "./billing-portal-configurations.ts";
import { portalSessionExpandable, portalSessionRoutes } from "./billing-portal-sessions.ts";
import { authorizationDueWork } from "./cancel-payment-intent.ts";
import { chargeExpandable, chargeRoutes } from "./charges.ts";
import { checkoutSessionExpandable, checkoutSessionRoutes } from "./checkout-sessions.ts";
import { debitDueWork } from "./conclude-payment.ts";
import { refundDueWork } from "./create-refund.ts";
import { disputeExpandable, disputeRoutes } from "./disputes.ts";
import { mandateExpandable, mandateRoutes } from "./mandates.ts";
import { disputeDueWork } from "./open-dispute.ts";
import { paymentIntentExpandable, paymentIntentRoutes } from "./payment-intents.ts";
import { paymentMethodExpandable, paymentMethodRoutes } from "./payment-methods.ts";
import { paymentPageRoutes } from "./payment-pages.ts";
import { refundExpandable, refundRoutes } from "./refunds.ts";
import type { Resource } from "./resource.ts";
import { setupAttemptExpandable, setupAttemptRoutes } from "./setup-attempts.ts";
import { setupIntentExpandable, setupIntentRoutes } from "./setup-intents.ts";

/** All that is about money changing hands, apart from invoices. */
export const PAYMENT_RESOURCES: readonly Resource[] = [
  { routes: balanceRoutes },
  { routes: balanceTransactionRoutes, expandable: balanceTransactionExpandable, dueWork: balanceTransactionDueWork },
  { routes: chargeRoutes, expandable: chargeExpandable },
  { routes: checkoutSessionRoutes, expandable: checkoutSessionExpandable, dueWork: checkoutDueWork },
  { routes: disputeRoutes, expandable: disputeExpandable, dueWork: disputeDueWork },
  { routes: mandateRoutes, expandable: mandateExpandable },
  {
    routes: paymentIntentRoutes,
    expandable: paymentIntentExpandable,
    dueWork: { ...authorizationDueWork, ...debitDueWork },
  },
  { routes: paymentMethodRoutes, expandable: paymentMethodExpandable },
  { routes: paymentPageRoutes },
  { routes: portalConfigurationRoutes },
  { routes: portalSessionRoutes, expandable: portalSessionExpandable },
  { routes: refundRoutes, expandable: refundExpandable, dueWork: refundDueWork },
  { routes: setupAttemptRoutes, expandable: setupAttemptExpandable },
  { routes: setupIntentRoutes, expandable: setupIntentExpandable },
];
