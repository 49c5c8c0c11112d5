import { SECONDS_PER_DAY } from "./anchor-periods.ts";

/**
 * When a failed payment is tried again; null when no tries are left. Stripe's smart retries choose the moments by experience;
 * only their number and window are documented, so the default here spreads the recommended eight tries over two weeks.
 * Source: https://docs.stripe.com/billing/revenue-recovery/smart-retries ("8 tries within 2 weeks").
 */
export function nextAttemptAt(schedule: RetrySchedule, payment: FailedPayment): number | null {
  const delay = schedule.delaysSeconds[payment.attemptCount - 1];
  return delay === undefined ? null : payment.firstFailedAt + delay;
}

export type RetrySchedule = {
  /** Seconds after the first failure, growing; the first entry is the first retry. */
  readonly delaysSeconds: readonly number[];
  /** What becomes of the subscription when the last retry failed. */
  readonly subscriptionAfterwards: "cancel" | "unpaid" | "past_due";
  /** What becomes of the invoice then. */
  readonly invoiceAfterwards: "open" | "uncollectible";
};

export type FailedPayment = {
  /** Attempts made so far, the first one included. */
  readonly attemptCount: number;
  readonly firstFailedAt: number;
};

const SMART_RETRY_DAYS = [1, 3, 5, 7, 9, 11, 13, 14];

export const SMART_RETRIES: RetrySchedule = {
  delaysSeconds: SMART_RETRY_DAYS.map((days) => days * SECONDS_PER_DAY),
  subscriptionAfterwards: "cancel",
  invoiceAfterwards: "open",
};
