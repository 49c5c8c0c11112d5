/** What the payment provider, purchases and subscriptions ask of the database. */
export { touchBalance } from "../balances/touch-balance.ts";
export {
  insertCustomerOnce,
  markCustomerDeleted,
  readBusinessOfCustomer,
  readCustomerOf,
} from "../provider/customers.ts";
export {
  insertProviderEventOnce,
  listProviderEvents,
  type NewProviderEvent,
  PROVIDER_EVENT_STATUSES,
  type ProviderEvent,
  type ProviderEventStatus,
  type ProviderLag,
  readProviderEvent,
  readProviderLag,
} from "../provider/events.ts";
export { listenForProviderEvents, notifyInbox, readDatabaseTime } from "../provider/inbox-hints.ts";
export { acknowledgeInversions, listOffers, type Offer } from "../provider/offers.ts";
export {
  insertPriceOnce,
  listPrices,
  readCurrentPrice,
  readPrices,
  retirePrice,
  type StoredPrice,
} from "../provider/prices.ts";
export {
  readBusinessesOfCustomers,
  readPhasesOfReturns,
  readSubscriptionsById,
} from "../provider/reconcile-reads.ts";
export {
  ATTEMPTS_UNTIL_POISON,
  claimProviderEvents,
  failProviderEvent,
  finishProviderEvent,
  replayProviderEvent,
} from "../provider/work-on-events.ts";
export { createPurchaseOnce, type NewPurchase } from "../purchases/create-purchase.ts";
export { listStalePurchases, listUnpaidPurchases } from "../purchases/list-open-purchases.ts";
export { closePurchase, findPurchase, listPurchases, openPurchase, readPurchase } from "../purchases/move-purchase.ts";
export { PURCHASE_STATUSES, type PurchaseStatus, type StoredPurchase } from "../purchases/purchase-columns.ts";
export { insertRequestOnce, type RequestScope, readRequest, type StoredRequest } from "../purchases/request-keys.ts";
export {
  type BusinessPlan,
  endBusinessPlan,
  insertBusinessPlanOnce,
  listBusinessPlans,
} from "../subscriptions/business-plans.ts";
export { type DueLimits, listDueLimits } from "../subscriptions/list-due-limits.ts";
export { type DueTokenMonth, listDueTokenMonths } from "../subscriptions/list-due-token-months.ts";
export { listScheduledMonths } from "../subscriptions/list-scheduled-months.ts";
export {
  closePlanChange,
  notePlanCheckout,
  openPlanChange,
  readPlanChange,
  type StoredPlanChange,
} from "../subscriptions/plan-changes.ts";
export { readProviderSubscriptions, type SubscriptionsOf } from "../subscriptions/provider-subscriptions.ts";
export {
  changeTopUpRule,
  closeTopUpAttempt,
  openTopUpAttempt,
  settleTopUpAttempts,
} from "../top-up/top-up-attempts.ts";
export { listTopUpCandidates, readTopUp, type StoredTopUp, saveTopUpRule } from "../top-up/top-up-rules.ts";
export { listGrantedFacts, listPayments } from "./read-payments.ts";
