import type { MicroTokens } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import type { DisputePhase, LessMonthly } from "./facts.ts";

/** What the facts in hand are decided on besides tokens: brought only for commands that carry one. */
export type SellingState = {
  /** Those that the facts name, and those of the plan grants that came with the account. */
  readonly payments: ReadonlyMap<string, Payment>;
  /** Those that the facts name. */
  readonly purchases: ReadonlyMap<string, Purchase>;
  /** Every one the business ever had. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionState>;
  /** Of the lines and payments that the facts name. */
  readonly scheduledMonths: readonly ScheduledMonth[];
  /** Keys of the facts in hand that stand for another business's grant. */
  readonly factsElsewhere: ReadonlySet<string>;
};

/** Nothing known. */
export const NO_SELLING: SellingState = {
  payments: new Map(),
  purchases: new Map(),
  subscriptions: new Map(),
  scheduledMonths: [],
  factsElsewhere: new Set(),
};

/** An invoice or a purchase; `credits:` and a subscription stands for what was credited of its plans. */
export type PaymentKey = `invoice:${string}` | `purchase:${string}` | `credits:${string}`;

/** What was paid for the tokens of one payment, in minor units, without tax. */
export type PaymentRef = { readonly key: PaymentKey; readonly paid: number; readonly currency: string };

export type Payment = PaymentRef & { readonly returns: readonly PaymentReturn[] };

/** One way in which money of a payment went back, or may. */
export type PaymentReturn = {
  /** `refund:<id>`, `credit:<id>` or `dispute:<id>`. */
  readonly cause: string;
  readonly kind: "refund" | "credit" | "dispute";
  /** `standing` or `failed` for refunds and credits, how far it came for a dispute. */
  readonly phase: "standing" | "failed" | DisputePhase;
  /** In minor units, without tax. */
  readonly amount: number;
  readonly lessMonthly: LessMonthly | null;
  readonly reason: string | null;
  /** When this phase was recorded. */
  readonly at: Instant;
};

/** What a grant has to do with the payment that brought it. The three amounts add up to its part of the money that went back. */
export type GrantPayment = {
  readonly key: PaymentKey;
  /** Taken from the grant. */
  readonly refunded: MicroTokens;
  /** Spent already and booked as debt. */
  readonly refundDebt: MicroTokens;
  /** Spent already, and taken first from anything that returns to the grant. */
  readonly shortfall: MicroTokens;
};

/** Which token-month of which subscription a plan's grant is for. */
export type PlanMonth = { readonly subscriptionId: string; readonly startAt: Instant; readonly endAt: Instant };

/** What was offered when a package was bought: later prices do not matter. */
export type Purchase = {
  readonly id: string;
  readonly kind: "package" | "top_up";
  readonly tokens: MicroTokens;
  readonly bonus: MicroTokens;
  readonly price: { readonly amount: number; readonly currency: string };
  /** The provider's payment that paid it; null before. */
  readonly paidBy: string | null;
};

/** A month of a yearly line that comes at its start. */
export type ScheduledMonth = {
  readonly lineId: string;
  readonly month: number;
  readonly subscriptionId: string;
  readonly planKey: string;
  readonly paymentKey: PaymentKey;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly tokens: MicroTokens;
  readonly cost: number;
  readonly currency: string;
  readonly rolloverCap: MicroTokens;
  readonly grantedAt: Instant | null;
  /** Set when its start came after all its money had gone back or its subscription had ended. */
  readonly droppedAt: Instant | null;
};

export const SUBSCRIPTION_STATUSES = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "canceled",
  "paused",
] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export type BillingInterval = "month" | "year";

/** A subscription as the provider has it; it alone says what state it is in. */
export type SubscriptionState = {
  readonly id: string;
  readonly planKey: string;
  readonly interval: BillingInterval;
  readonly status: SubscriptionStatus;
  readonly startedAt: Instant;
  /** What its token-months are counted from. */
  readonly anchorAt: Instant;
  readonly periodStartAt: Instant;
  readonly periodEndAt: Instant;
  /** When it will end unless somebody resumes it; null goes on. */
  readonly cancelsAt: Instant | null;
  readonly endedAt: Instant | null;
  /** What it changes to at the end of the period. */
  readonly pending: { readonly planKey: string; readonly interval: BillingInterval; readonly at: Instant } | null;
  /** When asking the provider began, by the database's clock. What was asked later is newer. */
  readonly asOf: Instant;
};
