import type { CurrentSubscription } from "./current-subscription.ts";
import type { Payment, PaymentKey, PaymentReturn, ScheduledMonth, SubscriptionState } from "./selling-state.ts";

/** What facts change besides tokens, each row once, in its last state, written by the same statement. */
export type SellingEffects = {
  /** New, or with more paid than was known. Returns are rows of their own. */
  readonly payments: readonly Omit<Payment, "returns">[];
  readonly returns: readonly (PaymentReturn & { readonly paymentKey: PaymentKey })[];
  /** Why a run of the ledger took tokens back or brought them again. */
  readonly returnRuns: readonly ReturnRun[];
  readonly purchasesPaid: readonly { readonly id: string; readonly amount: number; readonly paidBy: string }[];
  readonly subscriptions: readonly SubscriptionState[];
  /** What the business is subscribed to from now on; null when it stays as it is. */
  readonly current: CurrentSubscription | null;
  readonly months: readonly ScheduledMonth[];
};

export type ReturnRun = {
  readonly runId: string;
  readonly paymentKey: PaymentKey;
  readonly cause: string;
  readonly phase: PaymentReturn["phase"];
  readonly reason: string | null;
};
