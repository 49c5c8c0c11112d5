import { billed, charge, type MicroTokens, type Rate, toTokens, toTokensText } from "@farebox/billing-core";
import type { ReceiptRow } from "@farebox/db/reads";
import { toTransactionAnswer } from "./transactions-answers.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

/** A transaction with the arithmetic shown. */
export function toReceiptAnswer(receipt: ReceiptRow) {
  const { grant, price, legs } = receipt;
  return {
    ...toTransactionAnswer(receipt),
    balanceBefore: toTokens((receipt.balanceAfter - receipt.amount) as MicroTokens),
    legs: legs.map((leg, index) => ({
      order: index + 1,
      kind: leg.kind,
      amount: toTokens(leg.amount),
      grantId: leg.grantId,
      source: leg.source,
      balanceAfter: toTokens(leg.balanceAfter),
    })),
    metadata: receipt.metadata,
    rate: price === null ? null : { cardId: price.cardId, version: price.version },
    calculation:
      price === null || receipt.quantity === null ? null : toCalculation(price.rate, receipt.quantity, -receipt.amount),
    grant:
      grant === null
        ? null
        : {
            id: grant.id,
            source: grant.source,
            original: toTokens(grant.original),
            remaining: toTokens(grant.remaining),
            effectiveAt: toInstantText(grant.effectiveAt),
            expiresAt: toInstantTextOrNull(grant.expiresAt),
          },
    correctedBy: receipt.correctedBy,
    corrects: receipt.corrects,
    replaces: receipt.replaces,
    replacedBy: receipt.replacedBy,
  };
}

/** How a charge came about by its rate. */
export function toCalculation(rate: Rate, quantity: number, charged: bigint) {
  const billedUnits = billed(rate, quantity);
  const paidUnits = Math.max(0, billedUnits - rate.freeUnits);
  // What came to exactly the minimum by itself was not raised to it.
  const unraised = charge({ ...rate, minimum: 0n as MicroTokens }, quantity);
  const isMinimumApplied = charged === rate.minimum && unraised < rate.minimum;
  const formula = toFormula(rate, paidUnits, isMinimumApplied ? unraised : charged);
  return {
    quantity,
    unit: rate.unit,
    billed: billedUnits,
    freeUnits: rate.freeUnits,
    paidUnits,
    rate: { tokens: toTokens(rate.tokens), per: rate.per },
    initialIncrement: rate.initialIncrement,
    nextIncrement: rate.nextIncrement,
    connectFee: toTokens(rate.connectFee),
    minimum: toTokens(rate.minimum),
    isMinimumApplied,
    charged: toTokens(charged as MicroTokens),
    formula: isMinimumApplied ? `${formula}; at least ${toTokensText(rate.minimum)}` : formula,
  };
}

function toFormula(rate: Rate, paidUnits: number, price: bigint): string {
  const fee = rate.connectFee > 0n ? `${toTokensText(rate.connectFee)} + ` : "";
  const per = rate.per === 1 ? "" : ` / ${rate.per}`;
  return `${fee}${paidUnits} ${rate.unit} × ${toTokensText(rate.tokens)}${per} = ${toTokensText(price as MicroTokens)}`;
}
