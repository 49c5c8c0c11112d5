import type { Instant } from "../instants.ts";
import { currentSubscription } from "./current-subscription.ts";
import type { ReturnRun, SellingEffects } from "./selling-effects.ts";
import type {
  Payment,
  PaymentKey,
  PaymentRef,
  PaymentReturn,
  Purchase,
  ScheduledMonth,
  SellingState,
  SubscriptionState,
} from "./selling-state.ts";

/** What one fold of facts may change besides tokens. */
export type SellingDraft = {
  readonly payments: Map<string, Payment>;
  readonly purchases: Map<string, Purchase>;
  readonly subscriptions: Map<string, SubscriptionState>;
  readonly months: Map<string, ScheduledMonth>;
  readonly factsElsewhere: ReadonlySet<string>;
  readonly paymentsChanged: Set<string>;
  readonly returnsChanged: Map<string, PaymentReturn & { readonly paymentKey: PaymentKey }>;
  readonly returnRuns: ReturnRun[];
  readonly purchasesPaid: { readonly id: string; readonly amount: number; readonly paidBy: string }[];
  readonly subscriptionsChanged: Set<string>;
  readonly monthsChanged: Set<string>;
};

export function sellingDraftOf(state: SellingState): SellingDraft {
  return {
    payments: new Map(state.payments),
    purchases: new Map(state.purchases),
    subscriptions: new Map(state.subscriptions),
    months: new Map(state.scheduledMonths.map((month) => [placeOf(month), month])),
    factsElsewhere: state.factsElsewhere,
    paymentsChanged: new Set(),
    returnsChanged: new Map(),
    returnRuns: [],
    purchasesPaid: [],
    subscriptionsChanged: new Set(),
    monthsChanged: new Set(),
  };
}

export function sellingEffectsOf(draft: SellingDraft): SellingEffects {
  return {
    payments: present(draft.payments, draft.paymentsChanged).map(({ key, paid, currency }) => ({
      key,
      paid,
      currency,
    })),
    returns: [...draft.returnsChanged.values()],
    returnRuns: draft.returnRuns,
    purchasesPaid: draft.purchasesPaid,
    subscriptions: present(draft.subscriptions, draft.subscriptionsChanged),
    current: draft.subscriptionsChanged.size === 0 ? null : currentSubscription(draft.subscriptions.values()),
    months: present(draft.months, draft.monthsChanged),
  };
}

/** A payment is known from its first fact on; whichever it is, they say alike what was paid. The most counts. */
export function knowPayment(draft: SellingDraft, { key, paid, currency }: PaymentRef): Payment {
  const known = draft.payments.get(key);
  if (known !== undefined && known.paid >= paid) return known;
  const payment = { key, paid, currency, returns: known?.returns ?? [] };
  draft.payments.set(key, payment);
  draft.paymentsChanged.add(key);
  return payment;
}

export function changeReturn(draft: SellingDraft, payment: Payment, changed: PaymentReturn): Payment {
  const others = payment.returns.filter(({ cause }) => cause !== changed.cause);
  const now = { ...payment, returns: [...others, changed] };
  draft.payments.set(payment.key, now);
  draft.returnsChanged.set(`${payment.key} ${changed.cause}`, { ...changed, paymentKey: payment.key });
  return now;
}

export function changeMonth(draft: SellingDraft, month: ScheduledMonth): void {
  draft.months.set(placeOf(month), month);
  draft.monthsChanged.add(placeOf(month));
}

export function monthOf(draft: SellingDraft, place: { readonly lineId: string; readonly month: number }) {
  return draft.months.get(placeOf(place));
}

export function endOf(draft: SellingDraft, subscriptionId: string): Instant | null {
  return draft.subscriptions.get(subscriptionId)?.endedAt ?? null;
}

function placeOf({ lineId, month }: Pick<ScheduledMonth, "lineId" | "month">): string {
  return `${lineId} ${month}`;
}

function present<Row>(rows: ReadonlyMap<string, Row>, keys: ReadonlySet<string>): Row[] {
  return [...keys].flatMap((key) => rows.get(key) ?? []);
}
