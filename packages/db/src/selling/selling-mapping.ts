import type {
  BillingInterval,
  Instant,
  MicroTokens,
  Payment,
  PaymentReturn,
  Purchase,
  ScheduledMonth,
  SubscriptionState,
} from "@farebox/billing-core";
import type { GrantRow } from "../mapping.ts";

/** JSON of `load-selling.sql.ts` → core's types. */
export type SellingRow = {
  readonly business_id: string;
  readonly grants: readonly GrantRow[] | null;
  readonly payments: readonly PaymentJson[] | null;
  readonly purchases: readonly PurchaseJson[] | null;
  readonly subscriptions: readonly SubscriptionJson[] | null;
  readonly months: readonly MonthJson[] | null;
  readonly facts_elsewhere: readonly string[] | null;
};

type LessMonthlyJson = {
  readonly oldMonthly: string;
  readonly newMonthly: string;
  readonly proratedAt: Instant;
  readonly until: Instant;
};
type ReturnJson = Omit<PaymentReturn, "lessMonthly"> & { readonly lessMonthly: LessMonthlyJson | null };
export type PaymentJson = Omit<Payment, "returns"> & { readonly returns: readonly ReturnJson[] | null };
type PurchaseJson = Omit<Purchase, "tokens" | "bonus" | "price"> & {
  readonly tokens: number;
  readonly bonus: number;
  readonly amount: number;
  readonly currency: string;
};
export type SubscriptionJson = Omit<SubscriptionState, "pending"> & {
  readonly pendingPlanKey: string | null;
  readonly pendingInterval: BillingInterval | null;
  readonly pendingAt: Instant | null;
};
export type MonthJson = Omit<ScheduledMonth, "tokens" | "rolloverCap"> & {
  readonly tokens: number;
  readonly rolloverCap: number;
};

export function toPayment({ returns, ...payment }: PaymentJson): Payment {
  return { ...payment, returns: (returns ?? []).map(toReturn) };
}

export function toPurchase({ amount, currency, ...purchase }: PurchaseJson): Purchase {
  return {
    ...purchase,
    tokens: toMicroTokens(purchase.tokens),
    bonus: toMicroTokens(purchase.bonus),
    price: { amount, currency },
  };
}

export function toSubscriptionState(row: SubscriptionJson): SubscriptionState {
  const { pendingPlanKey, pendingInterval, pendingAt, ...state } = row;
  if (pendingPlanKey === null || pendingInterval === null || pendingAt === null) return { ...state, pending: null };
  return { ...state, pending: { planKey: pendingPlanKey, interval: pendingInterval, at: pendingAt } };
}

export function toScheduledMonth(row: MonthJson): ScheduledMonth {
  return { ...row, tokens: toMicroTokens(row.tokens), rolloverCap: toMicroTokens(row.rolloverCap) };
}

function toReturn({ lessMonthly, ...returned }: ReturnJson): PaymentReturn {
  if (lessMonthly === null) return { ...returned, lessMonthly };
  const { oldMonthly, newMonthly, ...span } = lessMonthly;
  return {
    ...returned,
    lessMonthly: { oldMonthly: toMicroTokens(oldMonthly), newMonthly: toMicroTokens(newMonthly), ...span },
  };
}

function toMicroTokens(amount: number | string): MicroTokens {
  return BigInt(amount) as MicroTokens;
}
