import type { RetrySchedule } from "../billing/retry-schedule.ts";

/** Settings that a Stripe account has in its dashboard and not in its interface. */
export interface BillingSettings {
  readonly id: string;
  readonly retries: RetrySchedule;
  /** Seconds between the draft of a renewal and its finalization; Stripe waits about an hour. */
  readonly draftSeconds: number;
  /** How long before a renewal `invoice.upcoming` is sent. */
  readonly upcomingSeconds: number;
}

/** An invoice whose payment failed, for as long as it is tried again. */
export interface FailingInvoice {
  /** The invoice's id. */
  readonly id: string;
  readonly firstFailedAt: number;
}
