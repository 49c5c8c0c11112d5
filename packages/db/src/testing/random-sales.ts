import {
  DAY_MS,
  type DisputePhase,
  type Fact,
  HOUR_MS,
  type Instant,
  type PaymentRef,
  tokens,
} from "@farebox/billing-core";
import { aSubscription } from "@farebox/billing-core/testing";
import fc from "fast-check";

/** What may happen to a payment: refunds of parts of it, each of which may fail, and a dispute. */
type Returns = {
  readonly refunds: readonly { readonly percent: number; readonly fails: boolean }[];
  readonly dispute: readonly DisputePhase[];
};

/** Everything somebody bought and what became of it, as the payment provider saw it. */
export type Sales = {
  readonly packages: readonly ({ readonly package: number } & Returns)[];
  /** A year in one line, or a line each month; the last of them began so many days ago. */
  readonly isYearly: boolean;
  readonly months: readonly Returns[];
  readonly daysIntoMonth: number;
  readonly rolloverCap: number;
  /** From one plan to another, so many hours into the running month; downwards it is credited. */
  readonly moves: readonly ({ readonly to: number; readonly hours: number } & Returns)[];
  readonly ends: "goes on" | "cancels" | "ended" | "unpaid";
};

export const PACKAGES = [
  { key: "starter_pack", tokens: 500, bonus: 0, price: 500 },
  { key: "growth_pack", tokens: 2_000, bonus: 200, price: 1_800 },
  { key: "scale_pack", tokens: 5_000, bonus: 750, price: 4_000 },
] as const;

const PLANS = [
  { key: "starter", price: 900, monthly: 1_000 },
  { key: "pro", price: 2_900, monthly: 5_000 },
  { key: "business", price: 9_900, monthly: 20_000 },
] as const;

const anyReturns = fc.record({
  refunds: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.array(fc.record({ percent: fc.constantFrom(1, 33, 50, 100), fails: fc.boolean() }), {
        maxLength: 3,
      }),
    },
  ),
  dispute: fc.constantFrom<readonly DisputePhase[]>(
    [],
    [],
    [],
    [],
    ["inquiry"],
    ["open"],
    ["open", "lost"],
    ["open", "won"],
  ),
});

export const anySales: fc.Arbitrary<Sales> = fc.record({
  packages: fc.uniqueArray(
    fc
      .record({ package: fc.nat({ max: 2 }) })
      .chain((bought) => anyReturns.map((returns) => ({ ...bought, ...returns }))),
    { maxLength: 3, selector: (bought) => bought.package },
  ),
  isYearly: fc.constantFrom(false, false, true),
  months: fc.array(anyReturns, { minLength: 1, maxLength: 4 }),
  daysIntoMonth: fc.constantFrom(1, 3, 17, 29),
  rolloverCap: fc.constant(0),
  moves: fc.array(
    fc
      .record({ to: fc.nat({ max: 2 }), hours: fc.constantFrom(0, 1, 20) })
      .chain((move) => anyReturns.map((returns) => ({ ...move, ...returns }))),
    { maxLength: 3 },
  ),
  ends: fc.constantFrom("goes on", "goes on", "cancels", "ended", "unpaid"),
});

/** In the order they happened in, the last of them before `now`. `ids` end with `name`, because facts are one across all. */
export function factsOfSales(
  sales: Sales,
  at: { readonly name: string; readonly now: Instant; readonly purchaseIds: readonly string[] },
): readonly Fact[] {
  const { name, now, purchaseIds } = at;
  const bought = sales.packages.flatMap(({ package: number, ...returns }, index) => {
    const purchaseId = purchaseIds[index] ?? "";
    const { price } = PACKAGES[number] ?? PACKAGES[0];
    const payment = { key: `purchase:${purchaseId}`, paid: price, currency: "usd" } as const;
    const paid: Fact = {
      fact: "purchase_paid",
      purchaseId,
      amount: price,
      currency: "usd",
      paidBy: `pi_${purchaseId}`,
    };
    return [paid, ...factsOfReturns(payment, { returns, name: `p${index}${name}` })];
  });
  return [...bought, ...factsOfPlan(sales, { name, now })];
}

function factsOfPlan(sales: Sales, { name, now }: { readonly name: string; readonly now: Instant }): readonly Fact[] {
  const last = now - sales.daysIntoMonth * DAY_MS;
  const begunAt = last - (sales.months.length - 1) * MONTH_MS;
  const month = (number: number) => ({
    startAt: begunAt + number * MONTH_MS,
    endAt: begunAt + (number + 1) * MONTH_MS,
  });
  const running = month(sales.months.length - 1);
  const yearEndsAt = begunAt + 12 * MONTH_MS;
  let held: number = 0;
  const facts: Fact[] = [];
  const state = (asOf: Instant, fields: Partial<Parameters<typeof aSubscription>[0]> = {}) =>
    facts.push({
      fact: "subscription_state",
      subscription: aSubscription({
        id: `sub${name}`,
        interval: sales.isYearly ? "year" : "month",
        planKey: PLANS[held]?.key ?? "starter",
        startedAt: begunAt,
        anchorAt: begunAt,
        periodStartAt: sales.isYearly ? begunAt : running.startAt,
        periodEndAt: sales.isYearly ? yearEndsAt : running.endAt,
        asOf,
        ...fields,
      }),
    });
  state(begunAt, { status: "incomplete" });
  state(begunAt + 1);
  for (const [number, returns] of sales.months.entries()) {
    if (sales.isYearly && number > 0) {
      facts.push({ fact: "token_month_due", lineId: `il_0${name}`, month: number });
      continue;
    }
    const payment = {
      key: `invoice:in_${number}${name}`,
      paid: sales.isYearly ? 9_000 : 900,
      currency: "usd",
    } as const;
    facts.push({
      fact: "plan_line_paid",
      lineId: `il_${number}${name}`,
      subscriptionId: `sub${name}`,
      planKey: "starter",
      payment,
      cost: payment.paid,
      tokensMonthly: tokens(1_000),
      rolloverCap: tokens(sales.rolloverCap),
      months: sales.isYearly ? Array.from({ length: 12 }, (_, index) => month(index)) : [month(number)],
    });
    // What a dispute of a month that is over finds to freeze hangs on when it was heard of, and shall.
    const isRunning = number === sales.months.length - 1;
    facts.push(
      ...factsOfReturns(payment, {
        returns: isRunning ? returns : { ...returns, dispute: [] },
        name: `m${number}${name}`,
      }),
    );
  }
  let hours = 0;
  for (const [number, { to, hours: after, ...returns }] of sales.moves.entries()) {
    hours += after;
    const [old, wanted] = [PLANS[held], PLANS[to]];
    const proratedAt = running.startAt + hours * HOUR_MS;
    if (old === undefined || wanted === undefined || to === held) continue;
    const until = sales.isYearly ? yearEndsAt : running.endAt;
    const amount = Math.round(((wanted.price - old.price) * (until - proratedAt)) / MONTH_MS);
    const lineId = `il_move_${number}${name}`;
    if (to > held) {
      const payment = { key: `invoice:in_move_${number}${name}`, paid: amount, currency: "usd" } as const;
      facts.push({
        fact: "upgrade_line_paid",
        lineId,
        subscriptionId: `sub${name}`,
        planKey: wanted.key,
        payment,
        cost: amount,
        oldMonthly: tokens(old.monthly),
        newMonthly: tokens(wanted.monthly),
        proratedAt,
        month: running,
        laterMonths: sales.isYearly
          ? Array.from({ length: 12 - sales.months.length }, (_, index) => month(sales.months.length + index))
          : [],
      });
      facts.push(...factsOfReturns(payment, { returns, name: `u${number}${name}` }));
    } else {
      facts.push({
        fact: "plan_credited",
        lineId,
        subscriptionId: `sub${name}`,
        amount: -amount,
        currency: "usd",
        lessMonthly: { oldMonthly: tokens(old.monthly), newMonthly: tokens(wanted.monthly), proratedAt, until },
        reason: null,
      });
    }
    held = to;
    state(proratedAt + number);
  }
  if (sales.ends === "cancels") state(now - 3, { cancelsAt: sales.isYearly ? yearEndsAt : running.endAt });
  if (sales.ends === "unpaid") state(now - 3, { status: "past_due" });
  if (sales.ends === "ended") state(now - 3, { status: "canceled", endedAt: now - 3 });
  return facts;
}

function factsOfReturns(
  payment: PaymentRef,
  { returns, name }: { readonly returns: Returns; readonly name: string },
): readonly Fact[] {
  const refunds = returns.refunds.flatMap(({ percent, fails }, index): Fact[] => {
    const refund = {
      fact: "money_returned",
      payment,
      cause: `refund:re_${index}_${name}`,
      amount: Math.ceil((payment.paid * percent) / 100),
      reason: null,
    } as const;
    return fails
      ? [
          { ...refund, standing: true },
          { ...refund, standing: false },
        ]
      : [{ ...refund, standing: true }];
  });
  const disputes = returns.dispute.map(
    (phase): Fact => ({ fact: "dispute", payment, disputeId: `dp_${name}`, amount: payment.paid, phase, reason: null }),
  );
  return [...refunds, ...disputes];
}

const MONTH_MS = 30 * DAY_MS;
