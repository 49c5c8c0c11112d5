import type {
  CurrentSubscription,
  Payment,
  PaymentReturn,
  ReturnRun,
  ScheduledMonth,
  SellingEffects,
  SubscriptionState,
} from "@farebox/billing-core";
import { NOTICES } from "../alerts/committed-alert-rows.ts";
import { type Columns, RowsOf, rowSet } from "../row-set.ts";

/** The rows that facts change besides tokens; the parameters follow those of `committed-call-rows.ts`. */

export const PAYMENTS = rowSet<Omit<Payment, "returns">>("payment", NOTICES.nextParameter, {
  key: ["text", (row) => row.key],
  paid_amount_minor: ["bigint", (row) => row.paid],
  currency: ["text", (row) => row.currency],
});

export const RETURNS = rowSet<PaymentReturn & { readonly paymentKey: string }>("returned", PAYMENTS.nextParameter, {
  payment_key: ["text", (row) => row.paymentKey],
  cause: ["text", (row) => row.cause],
  kind: ["text", (row) => row.kind],
  phase: ["text", (row) => row.phase],
  amount_minor: ["bigint", (row) => row.amount],
  less_monthly: ["jsonb", (row) => toLessMonthlyJson(row.lessMonthly)],
  reason: ["text", (row) => row.reason],
  recorded_at: ["instant", (row) => row.at],
});

export const RETURN_RUNS = rowSet<ReturnRun>("return_run", RETURNS.nextParameter, {
  run_id: ["uuid", (row) => row.runId],
  payment_key: ["text", (row) => row.paymentKey],
  cause: ["text", (row) => row.cause],
  phase: ["text", (row) => row.phase],
  reason: ["text", (row) => row.reason],
});

export const PURCHASES_PAID = rowSet<SellingEffects["purchasesPaid"][number]>("paid", RETURN_RUNS.nextParameter, {
  id: ["uuid", (row) => row.id],
  paid_amount_minor: ["bigint", (row) => row.amount],
  paid_by: ["text", (row) => row.paidBy],
});

const SUBSCRIPTION: Columns<SubscriptionState> = {
  subscription_id: ["text", (row) => row.id],
  billing_interval: ["text", (row) => row.interval],
  status: ["text", (row) => row.status],
  anchored_at: ["instant", (row) => row.anchorAt],
  period_starts_at: ["instant", (row) => row.periodStartAt],
  period_ends_at: ["instant", (row) => row.periodEndAt],
  cancels_at: ["instant", (row) => row.cancelsAt],
  ended_at: ["instant", (row) => row.endedAt],
  pending_plan_key: ["text", (row) => row.pending?.planKey ?? null],
  pending_billing_interval: ["text", (row) => row.pending?.interval ?? null],
  pending_at: ["instant", (row) => row.pending?.at ?? null],
};

export const SUBSCRIPTIONS = rowSet<SubscriptionState>("seen", PURCHASES_PAID.nextParameter, {
  ...SUBSCRIPTION,
  plan_key: ["text", (row) => row.planKey],
  started_at: ["instant", (row) => row.startedAt],
  as_of: ["instant", (row) => row.asOf],
});

type Current = SubscriptionState & { readonly planInUse: string };

export const CURRENT = rowSet<Current>("counting", SUBSCRIPTIONS.nextParameter, {
  ...(SUBSCRIPTION as Columns<Current>),
  plan_in_use: ["text", (row) => row.planInUse],
});

export const MONTHS = rowSet<ScheduledMonth>("scheduled", CURRENT.nextParameter, {
  line_id: ["text", (row) => row.lineId],
  month: ["integer", (row) => row.month],
  subscription_id: ["text", (row) => row.subscriptionId],
  plan_key: ["text", (row) => row.planKey],
  payment_key: ["text", (row) => row.paymentKey],
  starts_at: ["instant", (row) => row.startAt],
  ends_at: ["instant", (row) => row.endAt],
  tokens_micro: ["bigint", (row) => row.tokens],
  cost_amount_minor: ["bigint", (row) => row.cost],
  cost_currency: ["text", (row) => row.currency],
  rollover_cap_micro: ["bigint", (row) => row.rolloverCap],
  granted_at: ["instant", (row) => row.grantedAt],
  dropped_at: ["instant", (row) => row.droppedAt],
});

/** What facts changed besides tokens, of all accounts of one commit. */
export class SellingRows {
  // In the order of their parameters.
  readonly #payments = new RowsOf(PAYMENTS);
  readonly #returns = new RowsOf(RETURNS);
  readonly #returnRuns = new RowsOf(RETURN_RUNS);
  readonly #purchasesPaid = new RowsOf(PURCHASES_PAID);
  readonly #subscriptions = new RowsOf(SUBSCRIPTIONS);
  readonly #current = new RowsOf(CURRENT);
  readonly #months = new RowsOf(MONTHS);

  /** Answers how many rows these are. */
  add(account: number, effects: SellingEffects): number {
    return (
      push(this.#payments, account, effects.payments) +
      push(this.#returns, account, effects.returns) +
      push(this.#returnRuns, account, effects.returnRuns) +
      push(this.#purchasesPaid, account, effects.purchasesPaid) +
      push(this.#subscriptions, account, effects.subscriptions) +
      push(this.#current, account, currentRows(effects.current)) +
      push(this.#months, account, effects.months)
    );
  }

  get all() {
    return [
      this.#payments,
      this.#returns,
      this.#returnRuns,
      this.#purchasesPaid,
      this.#subscriptions,
      this.#current,
      this.#months,
    ];
  }
}

function push<Row>(rows: RowsOf<Row>, account: number, own: readonly Row[]): number {
  for (const row of own) rows.push(account, row);
  return own.length;
}

function currentRows(current: CurrentSubscription | null): readonly Current[] {
  return current === null ? [] : [{ ...current.subscription, planInUse: current.planKey }];
}

/** Micro-tokens as text: JSON has no integers. */
function toLessMonthlyJson(less: PaymentReturn["lessMonthly"]): string | null {
  if (less === null) return null;
  return JSON.stringify({
    oldMonthly: String(less.oldMonthly),
    newMonthly: String(less.newMonthly),
    proratedAt: less.proratedAt,
    until: less.until,
  });
}
