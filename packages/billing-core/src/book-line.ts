import type { Leg, UsageLine } from "./account.ts";
import type { AccountDraft, GrantDraft } from "./account-draft.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, ZERO } from "./amounts.ts";
import type { BurnDown } from "./burn-down.ts";
import { addCharge } from "./charge-totals.ts";
import { payEvent } from "./payments.ts";
import { postRun } from "./post-run.ts";
import { accruedOf } from "./purse.ts";
import type { RateInForce } from "./rate-lookup.ts";
import { charge } from "./rating.ts";
import { addUsage } from "./usage-totals.ts";

/** What a new line says besides its price. */
export type UnpricedLine = Omit<UsageLine, "recordedAt" | "rateCardId" | "rateVersion" | "charged" | "balanceAfter">;

/** A use with its price and with the grants that would pay for it. */
export type PricedUse = {
  readonly inForce: RateInForce;
  readonly charged: MicroTokens;
  readonly payment: BurnDown<GrantDraft>;
};

/** Taken from a grant, or from nobody. More than 0, but for the one leg of a use that cost nothing. */
export type TakenLeg = { readonly grant: GrantDraft | null; readonly amount: MicroTokens };

/** What a line is charged: by which version of a card, and who pays. */
export type Charge = Pick<UsageLine, "rateCardId" | "rateVersion" | "charged"> & {
  readonly legs: readonly TakenLeg[];
  /** Kind of its entries; a call that never got through is `void`. */
  readonly kind: "usage" | "void";
};

/**
 * Prices a use and finds what would pay for it, without changing anything. Null when the price, together with the debt
 * and the live calls that could become debt, is beyond `MAX_MICRO_TOKENS`.
 */
export function priceUse(draft: AccountDraft, inForce: RateInForce, quantity: number): PricedUse | null {
  const price = charge(inForce.rate, quantity);
  if (price + draft.debt + accruedOf(draft) > MAX_MICRO_TOKENS) return null;
  const charged = price as MicroTokens;
  return { inForce, charged, payment: payEvent(draft, charged, draft.context.now) };
}

/** Books a use that was priced. */
export function bookUse(
  draft: AccountDraft,
  { inForce, charged, payment }: PricedUse,
  unpriced: UnpricedLine,
): UsageLine {
  const { id, version } = inForce.card;
  const legs = legsOfPayment(payment);
  return bookLine(draft, { rateCardId: id, rateVersion: version, charged, legs, kind: "usage" }, unpriced);
}

/**
 * Books a usage line: one run with a leg for each grant that pays, in spending order, and one without a grant for what
 * nobody pays. A use that costs nothing gets one entry of 0, so that it can be seen in the ledger.
 */
export function bookLine(
  draft: AccountDraft,
  { rateCardId, rateVersion, charged, legs, kind }: Charge,
  unpriced: UnpricedLine,
): UsageLine {
  postRun(draft, {
    runId: unpriced.id,
    occurredAt: unpriced.occurredAt,
    legs: legs.map(({ grant, amount }) => ({ kind, amount: -amount, grant })),
  });
  // Field by field: rows are compared and written in this order, whatever order the caller named them in.
  const line: UsageLine = {
    id: unpriced.id,
    key: unpriced.key,
    holdId: unpriced.holdId,
    service: unpriced.service,
    quantity: unpriced.quantity,
    occurredAt: unpriced.occurredAt,
    statedOccurredAt: unpriced.statedOccurredAt,
    recordedAt: draft.context.now,
    agentId: unpriced.agentId,
    ref: unpriced.ref,
    metadata: unpriced.metadata,
    rateCardId,
    rateVersion,
    charged,
    balanceAfter: draft.ledgerTotal,
    replacesLineId: unpriced.replacesLineId,
  };
  draft.newLines.push(line);
  draft.lines.set(line.id, { line, legs: legs.map(legOf) });
  addUsage(draft.usage, { line, sign: 1, timeZone: draft.account.timeZone });
  addCharge(draft.charges, { line, sign: 1, timeZone: draft.account.timeZone });
  return line;
}

export function legsOfPayment({ draws, shortfall }: BurnDown<GrantDraft>): readonly TakenLeg[] {
  return shortfall > 0n || draws.length === 0 ? [...draws, { grant: null, amount: shortfall }] : draws;
}

/** What spending could take at once, given what a use that was not fully paid would take. */
export function availableBehind(payment: BurnDown<GrantDraft>): MicroTokens {
  return payment.draws.reduce((sum, draw) => (sum + draw.amount) as MicroTokens, ZERO);
}

function legOf({ grant, amount }: TakenLeg): Leg {
  return { grantId: grant === null ? null : grant.id, amount };
}
