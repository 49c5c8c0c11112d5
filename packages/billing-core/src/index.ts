export {
  type Account,
  CAP_WINDOWS,
  type Cap,
  type CapWindow,
  type ChargedInWindows,
  type Correction,
  type CostBasis,
  GRANT_SOURCES,
  type Grant,
  type GrantSource,
  HOLD_STATUSES,
  type Hold,
  type HoldStatus,
  type KeyRef,
  type KeyScope,
  type Leg,
  type LineWithLegs,
  type Remembered,
  type ReviewLine,
  type UsageLine,
} from "./account.ts";
export {
  ALERT_KINDS,
  type AlertKind,
  type AlertRule,
  MAX_ALERT_RULES,
  MAX_THRESHOLDS,
} from "./alerts.ts";
export { MAX_MICRO_TOKENS, MICRO_PER_TOKEN, type MicroTokens, microTokens, tokens, ZERO } from "./amounts.ts";
export { type Authorization, authorize, type Fix, type Refusal } from "./authorize.ts";
export { type Balance, type BalanceStatus, balanceOf, CALL_FLOOR, LOW_BALANCE } from "./balance.ts";
export { BUCKET_WIDTHS, type BucketWidth, bucketStartAfter, bucketStartAt, bucketStarts, dayStart } from "./buckets.ts";
export { type BurnDown, burnDown, type Draw } from "./burn-down.ts";
export { resetOf } from "./caps.ts";
export {
  type AskedMix,
  cheapestMix,
  type Mix,
  type OfferedPackage,
  type OfferedPlanPrice,
} from "./cheapest-mix.ts";
export { daysInMonth, fromCalendarDay, toCalendarDay } from "./civil-days.ts";
export type {
  ApplyFactCommand,
  CaptureHoldCommand,
  ChangeSettingsCommand,
  Command,
  CorrectUsageCommand,
  DecideContext,
  ExpireCommand,
  ExtendHoldCommand,
  GrantCommand,
  OpenHoldCommand,
  RecordUsageCommand,
  ResolveReviewCommand,
  RunwayCheckedCommand,
  SetAlertsCommand,
  SetCapsCommand,
  VoidHoldCommand,
} from "./commands.ts";
export { isCountry } from "./countries.ts";
export { ELAPSED_TOLERANCE_MS } from "./decide/elapsed-seconds.ts";
export { FUTURE_TOLERANCE_MS } from "./decide/record-usage.ts";
export { SETTLEMENT_REASON } from "./decide/settle-call.ts";
export { type Decision, type Decisions, decide, decideAll } from "./decide.ts";
export {
  type AccountEffects,
  type ChargeDelta,
  ENTRY_KINDS,
  type EntryKind,
  type LedgerEntry,
  type Settings,
  type TakenKey,
  type UsageDelta,
} from "./effects.ts";
export { type Equivalent, equivalents } from "./equivalents.ts";
export type { BillingError, BillingErrorCode } from "./errors.ts";
export { type DailyWork, type Estimate, estimate } from "./estimate.ts";
export { assumptionText } from "./forecast/assumption-text.ts";
export type { Assumption } from "./forecast/assumptions.ts";
export { callsRunOutAt, type LiveCall } from "./forecast/calls-run-out.ts";
export { type ComingPlan, type ComingTokens, comingPlan, NO_COMING_PLAN } from "./forecast/coming-tokens.ts";
export {
  FORECAST_DAYS,
  FORECAST_HISTORY_DAYS,
  type Forecast,
  type ForecastDay,
  type ForecastInput,
  forecast,
  type RunOut,
  runwayHours,
} from "./forecast.ts";
export { compareRepaymentOrder, compareSpendOrder, isExpired, isPaid, isSpendable, isUpcoming } from "./grants.ts";
export { HOLD_GRACE_MS } from "./hold-expiry.ts";
export { type CalendarDay, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "./instants.ts";
export { assertNever, invariant } from "./invariant.ts";
export {
  correctionKey,
  correctionKeyRef,
  factKeyRef,
  holdIdsOf,
  holdKeyRef,
  keyRefsOf,
  lineIdsOf,
  usageKeyRef,
} from "./keys.ts";
export { holdAt, type Lease, MAX_CALL_SECONDS } from "./lease.ts";
export {
  type LowLine,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type Notice,
  type NoticeChannel,
  type NoticeKind,
  type NoticeOf,
  type NoticePayloads,
  PLAN_NEWS,
  type PlanNews,
} from "./notices.ts";
export { SLICE_SECONDS } from "./opening.ts";
export type {
  ApplyFactOutcome,
  CaptureHoldOutcome,
  ChangeSettingsOutcome,
  CorrectUsageOutcome,
  ExpireOutcome,
  ExtendHoldOutcome,
  GrantOutcome,
  OpenHoldOutcome,
  Outcome,
  RecordUsageOutcome,
  ResolveReviewOutcome,
  RunwayCheckedOutcome,
  SetAlertsOutcome,
  SetCapsOutcome,
  VoidHoldOutcome,
} from "./outcomes.ts";
export { type PackageKey, SEED_PACKAGES, type TokenPackage } from "./packages.ts";
export { localDay, quarterHourStart, type TokenMonth, tokenMonthAt, tokenMonthStart } from "./periods.ts";
export { type BreakEven, type PackageAverage, type PlanHint, planHint } from "./plan-hint.ts";
export { type Entitlements, isWithin, type Plan, type PlanKey, SEED_PLANS, TRIAL_TOKENS } from "./plans.ts";
export { previousPeriod } from "./previous-period.ts";
export type { Purse } from "./purse.ts";
export { purseAt } from "./purse-at.ts";
export type { Rate, RateCard, ServiceShape } from "./rate-card.ts";
export { knownServices, pinnedRate, type RateInForce, rateInForce } from "./rate-lookup.ts";
export { SEED_RATE_CARD } from "./rates.ts";
export { affordable, billed, charge, checkRate, divCeil, MAX_QUANTITY } from "./rating.ts";
export {
  type CurrentSubscription,
  currentSubscription,
  FREE_PLAN_KEY,
  isAlive,
  isOver,
} from "./selling/current-subscription.ts";
export { disputePhaseOf } from "./selling/dispute-phase.ts";
export { bonusKey, creditsKey, factKeysOf, lineKey, monthKey, purchaseKey } from "./selling/fact-keys.ts";
export {
  DISPUTE_PHASES,
  type DisputeMoved,
  type DisputePhase,
  type Fact,
  type LessMonthly,
  type MoneyReturned,
  type PlanCredited,
  type PlanLinePaid,
  type PurchasePaid,
  type SubscriptionSeen,
  type TokenMonthDue,
  type TokenMonthSpan,
  type UpgradeLinePaid,
} from "./selling/facts.ts";
export { type Inversion, inversions } from "./selling/inversions.ts";
export {
  factsOfInvoice,
  type InvoiceFacts,
  type InvoiceFlag,
  type InvoiceLine,
  type PaidInvoice,
  type PriceMeaning,
  paymentOfInvoice,
} from "./selling/invoice-facts.ts";
export { minorUnitDigits, toMajorText, withoutTax } from "./selling/money.ts";
export {
  changeOfPlan,
  type OfferedPlan,
  type PlanChange,
  previewTokens,
  type TokenPreview,
  type WantedPlan,
} from "./selling/plan-change.ts";
export { refundTargets, returnedOf, WON_DISPUTE_MS } from "./selling/refunds.ts";
export type { ReturnRun, SellingEffects } from "./selling/selling-effects.ts";
export {
  type BillingInterval,
  type GrantPayment,
  NO_SELLING,
  type Payment,
  type PaymentKey,
  type PaymentRef,
  type PaymentReturn,
  type PlanMonth,
  type Purchase,
  type ScheduledMonth,
  type SellingState,
  SUBSCRIPTION_STATUSES,
  type SubscriptionState,
  type SubscriptionStatus,
} from "./selling/selling-state.ts";
export { planExpiry, RENEWAL_GRACE_MS, tokenMonthsOf, upgradeTokens } from "./selling/token-months.ts";
export {
  afterDecline,
  afterPaid,
  spentThisMonth,
  TOP_UP_STATUSES,
  type TopUpAttempt,
  type TopUpDecision,
  type TopUpRule,
  type TopUpWait,
  topUpNow,
} from "./selling/top-up.ts";
export { isTimeZone, zoneOffsetMs } from "./time-zones.ts";
export { trialGrant } from "./trial.ts";
export { USUAL_DAYS, usualIfUnusual } from "./unusual-day.ts";
export { fromTokens, type TokensRefused, toTokens, toTokensText } from "./wire.ts";
