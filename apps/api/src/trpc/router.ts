import { accountRouter } from "../routers/account.ts";
import { adminRouter } from "../routers/admin.ts";
import { alertsRouter } from "../routers/alerts.ts";
import { apiKeysRouter } from "../routers/api-keys.ts";
import { autoTopUpRouter } from "../routers/auto-top-up.ts";
import { balanceRouter } from "../routers/balance.ts";
import { billingDetailsRouter } from "../routers/billing-details.ts";
import { businessesRouter } from "../routers/businesses.ts";
import { capsRouter } from "../routers/caps.ts";
import { packagesRouter, plansRouter, ratesRouter } from "../routers/catalogue.ts";
import { estimatesRouter } from "../routers/estimates.ts";
import { grantsRouter } from "../routers/grants.ts";
import { holdsRouter } from "../routers/holds.ts";
import { invoicesRouter } from "../routers/invoices.ts";
import { membersRouter } from "../routers/members.ts";
import { noticesRouter } from "../routers/notices.ts";
import { paymentMethodsRouter } from "../routers/payment-methods.ts";
import { playgroundRouter } from "../routers/playground.ts";
import { portalRouter } from "../routers/portal.ts";
import { purchasesRouter } from "../routers/purchases.ts";
import { sandboxRouter } from "../routers/sandbox.ts";
import { statementsRouter } from "../routers/statements.ts";
import { subscriptionRouter } from "../routers/subscription.ts";
import { transactionsRouter } from "../routers/transactions.ts";
import { usageRouter } from "../routers/usage.ts";
import { webhookEndpointsRouter } from "../routers/webhook-endpoints.ts";
import { router } from "./procedures.ts";

/** Every procedure, for every door. */
export const appRouter = router({
  account: accountRouter,
  admin: adminRouter,
  alerts: alertsRouter,
  apiKeys: apiKeysRouter,
  autoTopUp: autoTopUpRouter,
  balance: balanceRouter,
  billingDetails: billingDetailsRouter,
  businesses: businessesRouter,
  caps: capsRouter,
  estimates: estimatesRouter,
  grants: grantsRouter,
  holds: holdsRouter,
  invoices: invoicesRouter,
  members: membersRouter,
  notices: noticesRouter,
  packages: packagesRouter,
  paymentMethods: paymentMethodsRouter,
  plans: plansRouter,
  playground: playgroundRouter,
  portal: portalRouter,
  purchases: purchasesRouter,
  rates: ratesRouter,
  sandbox: sandboxRouter,
  statements: statementsRouter,
  subscription: subscriptionRouter,
  transactions: transactionsRouter,
  usage: usageRouter,
  webhookEndpoints: webhookEndpointsRouter,
});

export type AppRouter = typeof appRouter;

export type { FieldCode } from "../field-codes.ts";
export type { ErrorCode } from "../http/error-table.ts";
