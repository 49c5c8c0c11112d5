/** What the sandbox knows of a payment method beside the object it shows; the id is the payment method's. */
export interface PaymentMethodHistory {
  readonly id: string;
  /** Set up for off-session use: by a setup intent, or by a payment with `setup_future_usage`. */
  readonly setUpAt: number | null;
  /** Used without a customer, or detached from one: it may not be used again. */
  readonly spentAt: number | null;
}

/** How the attempt under way of a payment or setup intent was asked for; the id is the intent's. */
export interface IntentAttempt {
  readonly id: string;
  readonly isOffSession: boolean;
  readonly returnUrl: string | null;
  /** Passed on the 3-D Secure page, and not yet used up by a charge. */
  readonly isAuthenticated: boolean;
}
