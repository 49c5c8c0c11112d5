import type {
  AlertRule,
  Cap,
  ChargedInWindows,
  Correction,
  Grant,
  Hold,
  Leg,
  LineWithLegs,
  MicroTokens,
  PaymentKey,
  Rate,
  RateCard,
  Remembered,
  ReviewLine,
  UsageLine,
} from "@farebox/billing-core";

/** JSON of `account-json.ts` → core's types. Amounts arrive as exact JSON numbers, instants as milliseconds. */
export function toGrant(row: GrantRow): Grant {
  const { costAmount, costCurrency, paymentKey, refunded, refundDebt, shortfall, ...others } = row;
  const { subscriptionId, monthStartAt, monthEndAt, ...rest } = others;
  return {
    ...rest,
    payment:
      paymentKey === null
        ? null
        : {
            key: paymentKey,
            refunded: toMicroTokens(refunded),
            refundDebt: toMicroTokens(refundDebt),
            shortfall: toMicroTokens(shortfall),
          },
    planMonth:
      subscriptionId === null || monthStartAt === null || monthEndAt === null
        ? null
        : { subscriptionId, startAt: monthStartAt, endAt: monthEndAt },
    original: toMicroTokens(row.original),
    remaining: toMicroTokens(row.remaining),
    debtRepaid: toMicroTokens(row.debtRepaid),
    costBasis: costAmount === null || costCurrency === null ? null : { amount: costAmount, currency: costCurrency },
  };
}

export function toHold(row: HoldRow): Hold {
  return {
    ...row,
    accrued: toMicroTokens(row.accrued),
    held: toMicroTokens(row.held),
    lent: toMicroTokens(row.lent),
  };
}

export function toAlertRule(row: AlertRuleRow): AlertRule {
  const base = row.base === null ? null : toMicroTokens(row.base);
  return { ...row, threshold: BigInt(row.threshold), base };
}

export function toCap(row: CapRow): Cap {
  return { ...row, limit: toMicroTokens(row.limit) };
}

/** What the whole business was charged, then each agent. A row without an agent counts for the whole business only. */
export function toChargedInWindows(rows: readonly ChargedRow[]): ChargedInWindows[] {
  const total = (window: "today" | "thisMonth") => toMicroTokens(rows.reduce((sum, row) => sum + row[window], 0));
  return [
    { agentId: null, today: total("today"), thisMonth: total("thisMonth") },
    ...rows
      .filter(({ agentId }) => agentId !== null)
      .map((row) => ({ ...row, today: toMicroTokens(row.today), thisMonth: toMicroTokens(row.thisMonth) })),
  ];
}

function toUsageLine(row: LineRow): UsageLine {
  return { ...row, charged: toMicroTokens(row.charged), balanceAfter: toMicroTokens(row.balanceAfter) };
}

function toCorrection(row: CorrectionRow): Correction {
  return {
    ...row,
    returned: toMicroTokens(row.returned),
    balanceAfter: toMicroTokens(row.balanceAfter),
    replacement: row.replacement === null ? null : toUsageLine(row.replacement),
  };
}

export function toLineWithLegs({ line, legs }: LineWithLegsRow): LineWithLegs {
  return { line: toUsageLine(line), legs: legs.map((leg) => ({ ...leg, amount: toMicroTokens(leg.amount) })) };
}

export function toRateCard(row: RateCardRow): RateCard {
  return {
    ...row,
    rates: (row.rates ?? []).map((rate) => ({
      ...rate,
      tokens: toMicroTokens(rate.tokens),
      minimum: toMicroTokens(rate.minimum),
      connectFee: toMicroTokens(rate.connectFee),
    })),
  };
}

/** Null when the subject of a key is not there, which verify:ledger would report. */
export function toRemembered(row: KeyRow): Remembered | null {
  if (row.line !== null) return { of: "usage", line: toUsageLine(row.line) };
  if (row.review !== null) return { of: "review", review: row.review };
  if (row.correction !== null) return { of: "correction", correction: toCorrection(row.correction) };
  if (row.hold !== null) return { of: "hold", hold: toHold(row.hold) };
  if (row.grant === null || row.grantBalanceAfter === null) return null;
  return { of: "grant", grant: toGrant(row.grant), balanceAfter: toMicroTokens(row.grantBalanceAfter) };
}

function toMicroTokens(amount: number): MicroTokens {
  return BigInt(amount) as MicroTokens;
}

/** The same fields with amounts as they are in JSON. */
type InJson<Type> = { readonly [Field in keyof Type]: Type[Field] extends MicroTokens ? number : Type[Field] };

export type GrantRow = InJson<Omit<Grant, "costBasis" | "payment" | "planMonth">> & {
  readonly paymentKey: PaymentKey | null;
  readonly refunded: number;
  readonly refundDebt: number;
  readonly shortfall: number;
  readonly subscriptionId: string | null;
  readonly monthStartAt: number | null;
  readonly monthEndAt: number | null;
  readonly costAmount: number | null;
  readonly costCurrency: string | null;
};
export type HoldRow = InJson<Hold>;
export type AlertRuleRow = Omit<AlertRule, "threshold" | "base"> & {
  readonly threshold: number;
  readonly base: number | null;
};
export type CapRow = InJson<Cap>;
export type ChargedRow = InJson<ChargedInWindows>;
export type LineRow = InJson<UsageLine>;
export type CorrectionRow = Omit<InJson<Correction>, "replacement"> & { readonly replacement: LineRow | null };
export type LineWithLegsRow = { readonly line: LineRow; readonly legs: readonly InJson<Leg>[] };
export type RateCardRow = Omit<RateCard, "rates"> & { readonly rates: readonly InJson<Rate>[] | null };
export type KeyRow = {
  readonly scope: string;
  readonly digest: string;
  readonly line: LineRow | null;
  readonly review: ReviewLine | null;
  readonly grant: GrantRow | null;
  readonly grantBalanceAfter: number | null;
  readonly correction: CorrectionRow | null;
  readonly hold: HoldRow | null;
};
