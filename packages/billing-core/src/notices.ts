import type { CostBasis, GrantSource } from "./account.ts";
import type { CalendarDay, Instant } from "./instants.ts";
import type { BillingInterval } from "./selling/selling-state.ts";

/** What a business is told about. The database repeats this list in a constraint. */
export const NOTICE_KINDS = [
  "balance_low",
  "hold_abandoned",
  "top_up_charged",
  "top_up_paused",
  "grant_adjusted",
  "grant_expiring",
  "plan_changed",
  "payment_failed",
  "unusual_day",
  "webhook_endpoint_disabled",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Ways a notice can go. The database repeats this list in a constraint. */
export const NOTICE_CHANNELS = ["in_app", "email", "webhook"] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/**
 * What each kind says. Kept as JSON: amounts are whole micro-tokens and instants milliseconds of money time, both as numbers
 * (8 billion tokens are exact), money is in minor units.
 */
export type NoticePayloads = {
  /** The balance (available + held − debt) or the hours it lasts fell below a line. */
  readonly balance_low: {
    readonly ruleId: string;
    readonly line: LowLine;
    /** Just after it fell; negative is debt. */
    readonly balanceMicroTokens: number;
  };
  /** A live call was not heard of any more, and was booked up to the last second it reported. */
  readonly hold_abandoned: {
    readonly holdId: string;
    readonly callId: string;
    readonly service: string;
    readonly agentId: string | null;
    readonly elapsedSeconds: number;
    readonly chargedMicroTokens: number;
    readonly openedAt: Instant;
    readonly closedAt: Instant;
  };
  /** Automatic top-up bought a package. */
  readonly top_up_charged: {
    readonly purchaseId: string;
    readonly tokensMicroTokens: number;
    readonly bonusMicroTokens: number;
    readonly money: CostBasis;
  };
  /** Automatic top-up waits, or went off by itself. */
  readonly top_up_paused: {
    readonly purchaseId: string | null;
    readonly packageKey: string;
    readonly reason: "declined" | "monthly_cap" | "too_many_today" | "card_missing" | "action_required";
    /** The provider's word for why the card was declined. */
    readonly declineCode: string | null;
    /** When it tries again; null while that takes a person. */
    readonly pausedUntil: Instant | null;
    readonly isTurnedOff: boolean;
  };
  /** Somebody of the installation gave tokens. */
  readonly grant_adjusted: {
    readonly grantId: string;
    readonly source: Extract<GrantSource, "adjustment" | "promotion">;
    readonly tokensMicroTokens: number;
    readonly reason: string | null;
    readonly expiresAt: Instant | null;
  };
  /** What is left of a grant can soon no longer be spent. */
  readonly grant_expiring: {
    readonly grantId: string;
    readonly source: GrantSource;
    readonly remainingMicroTokens: number;
    readonly expiresAt: Instant;
    /** How far ahead this notice was meant to be: 14 or 3. */
    readonly daysAhead: number;
  };
  readonly plan_changed: {
    readonly subscriptionId: string;
    readonly change: PlanNews;
    readonly planKey: string;
    readonly interval: BillingInterval;
    /** What it was before, or goes to: of a switch, what it was; of one that is scheduled, what it will be. Null otherwise. */
    readonly otherPlanKey: string | null;
    /** When it happened, or will. */
    readonly at: Instant;
  };
  /** An invoice or a purchase could not be paid. */
  readonly payment_failed: {
    readonly invoiceId: string | null;
    readonly purchaseId: string | null;
    readonly money: CostBasis;
    /** Where it can be paid. */
    readonly payUrl: string | null;
    readonly declineCode: string | null;
    readonly nextAttemptAt: Instant | null;
  };
  /** A day's use was far beyond the usual. */
  readonly unusual_day: {
    readonly day: CalendarDay;
    readonly timeZone: string;
    readonly chargedMicroTokens: number;
    /** What a day usually takes. */
    readonly usualMicroTokens: number;
  };
  readonly webhook_endpoint_disabled: {
    readonly endpointId: string;
    readonly url: string;
    readonly reason: string;
    readonly lastStatus: number | null;
  };
};

/** The line that was crossed. */
export type LowLine =
  | { readonly kind: "tokens"; readonly thresholdMicroTokens: number }
  | {
      readonly kind: "percent";
      readonly percent: number;
      /** What the last month of the plan brought. */
      readonly monthMicroTokens: number;
      readonly thresholdMicroTokens: number;
    }
  | {
      readonly kind: "runway_hours";
      readonly thresholdHours: number;
      /** How long the tokens last, as estimated when it was checked. */
      readonly hours: number;
    };

/** What became of a subscription. */
export const PLAN_NEWS = [
  "subscribed",
  "upgraded",
  "downgrade_scheduled",
  "downgraded",
  "cancel_scheduled",
  "resumed",
  "ended",
] as const;
export type PlanNews = (typeof PLAN_NEWS)[number];

/** One notice, to be written once: the key names the fact it is about. */
export type NoticeOf<Kind extends NoticeKind> = {
  /** Time-ordered. */
  readonly id: string;
  /** Unique in its business, for ever. */
  readonly dedupeKey: string;
  readonly kind: Kind;
  readonly payload: NoticePayloads[Kind];
  /** Null: by its kind and what each person prefers. */
  readonly channels: readonly NoticeChannel[] | null;
  /** Money time. */
  readonly occurredAt: Instant;
};

export type Notice = { readonly [Kind in NoticeKind]: NoticeOf<Kind> }[NoticeKind];
