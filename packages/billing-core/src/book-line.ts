import type { Leg, UsageLine } from "./account.ts";
import type { AccountDraft, GrantDraft } from "./account-draft.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, ZERO } from "./amounts.ts";
import { type BurnDown, burnDown } from "./burn-down.ts";
import { postRun, type RunLeg } from "./post-run.ts";
import type { RateInForce } from "./rate-lookup.ts";
import { charge } from "./rating.ts";
import { addUsage } from "./usage-totals.ts";

/** What a new line says besides its price. */
export type UnpricedLine = Pick<
  UsageLine,
  | "id"
  | "key"
  | "service"
  | "quantity"
  | "occurredAt"
  | "statedOccurredAt"
  | "agentId"
  | "ref"
  | "metadata"
  | "replacesLineId"
>;

/** A use with its price and with the grants that would pay for it. */
export type PricedUse = {
  readonly inForce: RateInForce;
  readonly charged: MicroTokens;
  readonly payment: BurnDown<GrantDraft>;
};

/**
 * Prices a use and finds what would pay for it, without changing anything. Null when the price alone, or the debt it
 * could leave, is beyond `MAX_MICRO_TOKENS`.
 */
export function priceUse(draft: AccountDraft, inForce: RateInForce, quantity: number): PricedUse | null {
  const charged = charge(inForce.rate, quantity);
  if (charged + draft.debt > MAX_MICRO_TOKENS) return null;
  const amount = charged as MicroTokens;
  return { inForce, charged: amount, payment: burnDown(draft.grants, amount, draft.context.now) };
}

/**
 * Books a use as a usage line: one run with a leg for each grant that pays, in spending order, and one without a grant
 * for what nobody pays. A use that costs nothing gets one entry of 0, so that it can be seen in the ledger.
 */
export function bookLine(draft: AccountDraft, use: PricedUse, unpriced: UnpricedLine): UsageLine {
  const { draws, shortfall } = use.payment;
  const runLegs: RunLeg[] = [];
  const legs: Leg[] = [];
  for (const { grant, amount } of draws) {
    runLegs.push({ kind: "usage", amount: -amount, grant });
    legs.push({ grantId: grant.id, amount });
  }
  if (shortfall > 0n || draws.length === 0) {
    runLegs.push({ kind: "usage", amount: -shortfall, grant: null });
    legs.push({ grantId: null, amount: shortfall });
  }
  postRun(draft, { runId: unpriced.id, occurredAt: unpriced.occurredAt, legs: runLegs });
  const line: UsageLine = {
    id: unpriced.id,
    key: unpriced.key,
    service: unpriced.service,
    quantity: unpriced.quantity,
    occurredAt: unpriced.occurredAt,
    statedOccurredAt: unpriced.statedOccurredAt,
    recordedAt: draft.context.now,
    agentId: unpriced.agentId,
    ref: unpriced.ref,
    metadata: unpriced.metadata,
    rateCardId: use.inForce.card.id,
    rateVersion: use.inForce.card.version,
    charged: use.charged,
    balanceAfter: draft.ledgerTotal,
    replacesLineId: unpriced.replacesLineId,
  };
  draft.newLines.push(line);
  draft.lines.set(line.id, { line, legs });
  addUsage(draft.usage, { line, sign: 1, timeZone: draft.account.timeZone });
  draft.wrote = true;
  return line;
}

/** What spending could take at once, given what a use that was not fully paid would take. */
export function availableBehind(payment: BurnDown<GrantDraft>): MicroTokens {
  return payment.draws.reduce((sum, draw) => (sum + draw.amount) as MicroTokens, ZERO);
}
