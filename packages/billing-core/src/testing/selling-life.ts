import { tokens, ZERO } from "../amounts.ts";
import type { ApplyFactCommand } from "../commands.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { tokenMonthStart } from "../periods.ts";
import type { Fact, MoneyReturned, PlanLinePaid, UpgradeLinePaid } from "../selling/facts.ts";
import type { PaymentRef, SubscriptionState } from "../selling/selling-state.ts";
import { TEST_NOW } from "./builders.ts";
import type { MemoryLedger } from "./memory-ledger.ts";

/** When the subscription of `aSubscription` began: 30 days and one before `TEST_NOW`, so that its second month runs. */
export const SUBSCRIBED_AT: Instant = TEST_NOW - 31 * DAY_MS;

export function apply(fact: Fact, policy: ApplyFactCommand["policy"] = "clamp"): ApplyFactCommand {
  return { kind: "apply_fact", fact, policy };
}

/** An active monthly subscription to Starter. */
export function aSubscription(fields: Partial<SubscriptionState> = {}): SubscriptionState {
  return {
    id: "sub_1",
    planKey: "starter",
    interval: "month",
    status: "active",
    startedAt: SUBSCRIBED_AT,
    anchorAt: SUBSCRIBED_AT,
    periodStartAt: SUBSCRIBED_AT,
    periodEndAt: tokenMonthStart(SUBSCRIBED_AT, 1),
    cancelsAt: null,
    endedAt: null,
    pending: null,
    asOf: SUBSCRIBED_AT,
    ...fields,
  };
}

export function invoicePayment(id: string, paid = 900): PaymentRef {
  return { key: `invoice:${id}`, paid, currency: "usd" };
}

/** The line of Starter's month number `month` (from 0), 1,000 tokens for $9. */
export function starterLine(month: number, fields: Partial<PlanLinePaid> = {}): PlanLinePaid {
  return {
    fact: "plan_line_paid",
    lineId: `il_${month}`,
    subscriptionId: "sub_1",
    planKey: "starter",
    payment: invoicePayment(`in_${month}`),
    cost: 900,
    tokensMonthly: tokens(1_000),
    rolloverCap: ZERO,
    months: [{ startAt: tokenMonthStart(SUBSCRIBED_AT, month), endAt: tokenMonthStart(SUBSCRIBED_AT, month + 1) }],
    ...fields,
  };
}

/** From Starter to Pro on the first day of month number `month`. */
export function proUpgrade(month: number, fields: Partial<UpgradeLinePaid> = {}): UpgradeLinePaid {
  const span = { startAt: tokenMonthStart(SUBSCRIBED_AT, month), endAt: tokenMonthStart(SUBSCRIBED_AT, month + 1) };
  return {
    fact: "upgrade_line_paid",
    lineId: "il_up",
    subscriptionId: "sub_1",
    planKey: "pro",
    payment: invoicePayment("in_up", 2_000),
    cost: 2_000,
    oldMonthly: tokens(1_000),
    newMonthly: tokens(5_000),
    proratedAt: span.startAt,
    month: span,
    laterMonths: [],
    ...fields,
  };
}

/** All of a payment was refunded. */
export function refundOf(payment: PaymentRef, fields: Partial<MoneyReturned> = {}): MoneyReturned {
  return {
    fact: "money_returned",
    payment,
    cause: "refund:re_1",
    amount: payment.paid,
    standing: true,
    reason: "requested_by_customer",
    ...fields,
  };
}

/** Everything a business has of what was sold to it, without what the order may change: ids and times of recording. */
export function soldState(ledger: MemoryLedger): string {
  const grants = [...ledger.keys].flatMap(([key, { subjectId }]) => {
    const grant = ledger.grants.get(subjectId);
    if (grant === undefined) return [];
    const { remaining, expiresAt, frozenAt, payment, planMonth } = grant;
    return [{ key, remaining, expiresAt, isFrozen: frozenAt !== null, payment, planMonth }];
  });
  const { current, payments } = ledger.selling;
  const sold = {
    grants: grants.sort((left, right) => (left.key < right.key ? -1 : 1)),
    payments: [...payments.values()]
      .map((payment) => ({ ...payment, returns: payment.returns.toSorted((a, b) => (a.cause < b.cause ? -1 : 1)) }))
      .sort((left, right) => (left.key < right.key ? -1 : 1)),
    current,
    balance: ledger.account.ledgerTotal,
    debt: ledger.account.debt,
  };
  return JSON.stringify(sold, (_, value) => (typeof value === "bigint" ? String(value) : value), 1);
}
