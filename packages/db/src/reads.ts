/** What is read of businesses, and the clock of the sandbox. One family of statements a file. */
export { advanceSandboxClock, advanceSandboxClockTo, LATEST_MONEY_TIME } from "./balances/advance-sandbox-clock.ts";
export { type BalanceHint, listenForBalances, notifyBalances } from "./balances/balance-hints.ts";
export { type DuePage, listDueBusinesses } from "./balances/list-due-businesses.ts";
export { readMoneyTime } from "./balances/money-time.ts";
export { type BalanceRow, readBalance, readOwnBalance } from "./balances/read-balance.ts";
export { type BusinessTime, readBusinessTime } from "./balances/read-business-time.ts";
export { type BusinessRow, readBusiness } from "./businesses/read-business.ts";
export { insertBusinessCardOnce, type NewBusinessCard } from "./catalogue/insert-business-card.ts";
export { listPackages, type PackageRow } from "./catalogue/list-packages.ts";
export { listPlans, type PlanRow } from "./catalogue/list-plans.ts";
export { listRateCards, type RateCardsNow } from "./catalogue/list-rate-cards.ts";
export { readSubscription, type SubscriptionRow, type SubscriptionStatus } from "./catalogue/read-subscription.ts";
export { type AskedHolds, listHolds } from "./holds/list-holds.ts";
export type { TransactionStatus } from "./transactions/judged-runs.ts";
export { type AskedTransactions, listTransactions, type TransactionFilters } from "./transactions/list-transactions.ts";
export { type ReceiptRow, readTransaction } from "./transactions/read-transaction.ts";
export type { LegRow, TransactionRow } from "./transactions/transaction-columns.ts";
export { listCallServices } from "./usage/list-call-services.ts";
export { type AskedReviews, listReviews } from "./usage/list-reviews.ts";
export {
  listUnbookedOfRefs,
  listUsageLines,
  listUsageLinesOfRefs,
  type UnbookedRow,
  type UsageLineRow,
} from "./usage/list-usage-lines.ts";
export { type PricePaid, readPricePaid } from "./usage/read-price-paid.ts";
export { readRollUpLag } from "./usage/roll-up-usage.ts";
export { type AgentServiceSum, type DayPart, sumAgentServices, sumAgents, sumServices } from "./usage/sum-by-agent.ts";
export { type AskedRefs, type RefSum, type RefSums, sumRefs } from "./usage/sum-by-ref.ts";
export { type InstantRange, sumDays, sumLines, sumQuarterHours, type UsageSum } from "./usage/sum-usage.ts";
