import type { MicroTokens } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import type { PaymentRef, SubscriptionState } from "./selling-state.ts";

/**
 * What the payment provider says happened, in our words. Facts may come in any order and any number of times: what they
 * bring is keyed by what happened (`fact-keys.ts`), what they change is the greatest of what was said.
 */
export type Fact =
  | PurchasePaid
  | PlanLinePaid
  | UpgradeLinePaid
  | TokenMonthDue
  | MoneyReturned
  | PlanCredited
  | DisputeMoved
  | SubscriptionSeen;

/** A package was paid for. The purchase's own snapshot says what it brings; what was paid is compared with its price. */
export type PurchasePaid = {
  readonly fact: "purchase_paid";
  readonly purchaseId: string;
  /** In minor units, without tax. */
  readonly amount: number;
  readonly currency: string;
  /** The provider's payment. One purchase is paid by one of them. */
  readonly paidBy: string;
};

/** An invoice line of a plan was paid: the tokens of its first month come now, those of a year's others at their start. */
export type PlanLinePaid = {
  readonly fact: "plan_line_paid";
  readonly lineId: string;
  readonly subscriptionId: string;
  readonly planKey: string;
  readonly payment: PaymentRef;
  /** What this line cost of it, in minor units. */
  readonly cost: number;
  readonly tokensMonthly: MicroTokens;
  /** How much of the month before is kept; 0 keeps nothing. */
  readonly rolloverCap: MicroTokens;
  /** In order: one, or the twelve of a year. */
  readonly months: readonly TokenMonthSpan[];
};

/** The prorated line of a greater plan was paid. */
export type UpgradeLinePaid = {
  readonly fact: "upgrade_line_paid";
  readonly lineId: string;
  readonly subscriptionId: string;
  readonly planKey: string;
  readonly payment: PaymentRef;
  readonly cost: number;
  readonly oldMonthly: MicroTokens;
  readonly newMonthly: MicroTokens;
  readonly proratedAt: Instant;
  readonly month: TokenMonthSpan;
  /** Of a yearly line: what is left of the year after `month`, in order. */
  readonly laterMonths: readonly TokenMonthSpan[];
};

/** A month of a yearly line begins. Our own clock says so, not the provider. */
export type TokenMonthDue = { readonly fact: "token_month_due"; readonly lineId: string; readonly month: number };

/** Money of a payment went back: one refund each. */
export type MoneyReturned = {
  readonly fact: "money_returned";
  readonly payment: PaymentRef;
  readonly cause: `refund:${string}`;
  /** In minor units, without tax. */
  readonly amount: number;
  /** False: it failed or was canceled after all, which is final. */
  readonly standing: boolean;
  readonly reason: string | null;
};

/**
 * A plan became smaller, or ended, before the time that was paid for was over, and the difference was credited. Whichever
 * payment that money once was: the months it was for bring less.
 */
export type PlanCredited = {
  readonly fact: "plan_credited";
  readonly lineId: string;
  readonly subscriptionId: string;
  /** In minor units, without tax. */
  readonly amount: number;
  readonly currency: string;
  readonly lessMonthly: LessMonthly;
  readonly reason: string | null;
};

/** What every month that ends after `proratedAt` and not after `until` brings less, for the part of it after `proratedAt`. */
export type LessMonthly = {
  readonly oldMonthly: MicroTokens;
  readonly newMonthly: MicroTokens;
  readonly proratedAt: Instant;
  readonly until: Instant;
};

/** How far a dispute has come. An inquiry is a question of the bank: nothing happens. */
export const DISPUTE_PHASES = ["inquiry", "open", "lost", "won"] as const;
export type DisputePhase = (typeof DISPUTE_PHASES)[number];

export type DisputeMoved = {
  readonly fact: "dispute";
  readonly payment: PaymentRef;
  readonly disputeId: string;
  /** In minor units, without tax. */
  readonly amount: number;
  readonly phase: DisputePhase;
  readonly reason: string | null;
};

/** A subscription as the provider has it. */
export type SubscriptionSeen = { readonly fact: "subscription_state"; readonly subscription: SubscriptionState };

/** `[startAt, endAt)`. */
export type TokenMonthSpan = { readonly startAt: Instant; readonly endAt: Instant };
