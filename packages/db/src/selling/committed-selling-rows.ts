import type {
  CurrentSubscription,
  Payment,
  PaymentReturn,
  ReturnRun,
  ScheduledMonth,
  SellingEffects,
  SubscriptionState,
} from "@farebox/billing-core";
import { SETTINGS } from "../committed-call-rows.ts";
import { type Columns, type OfAccount, rowSet } from "../row-set.ts";

/** The rows that facts change besides tokens; the parameters follow those of `committed-call-rows.ts`. */

export const PAYMENTS = rowSet<Omit<Payment, "returns">>("payment", SETTINGS.nextParameter, {
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

/** The rows of one account by their row set, and how many they are. */
export function sellingRows(account: number, effects: SellingEffects | null) {
  const own = <Row>(rows: readonly Row[]): OfAccount<Row>[] => rows.map((row) => ({ account, row }));
  return {
    payments: own(effects?.payments ?? []),
    returns: own(effects?.returns ?? []),
    returnRuns: own(effects?.returnRuns ?? []),
    purchasesPaid: own(effects?.purchasesPaid ?? []),
    subscriptions: own(effects?.subscriptions ?? []),
    current: own(currentRows(effects?.current ?? null)),
    months: own(effects?.months ?? []),
  };
}

export type SellingRows = ReturnType<typeof sellingRows>;

export function sellingParameters(all: readonly SellingRows[]): string[] {
  return [
    ...PAYMENTS.toParameters(all.flatMap((rows) => rows.payments)),
    ...RETURNS.toParameters(all.flatMap((rows) => rows.returns)),
    ...RETURN_RUNS.toParameters(all.flatMap((rows) => rows.returnRuns)),
    ...PURCHASES_PAID.toParameters(all.flatMap((rows) => rows.purchasesPaid)),
    ...SUBSCRIPTIONS.toParameters(all.flatMap((rows) => rows.subscriptions)),
    ...CURRENT.toParameters(all.flatMap((rows) => rows.current)),
    ...MONTHS.toParameters(all.flatMap((rows) => rows.months)),
  ];
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
  });
}
