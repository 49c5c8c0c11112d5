import { billed, type MicroTokens, type Rate, toTokens, toTokensText } from "@farebox/billing-core";
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

function toCalculation(rate: Rate, quantity: number, charged: bigint) {
  const billedUnits = billed(rate, quantity);
  const paidUnits = Math.max(0, billedUnits - rate.freeUnits);
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
    isMinimumApplied: rate.minimum > 0n && charged === rate.minimum,
    charged: toTokens(charged as MicroTokens),
    formula: toFormula(rate, paidUnits, charged as MicroTokens),
  };
}

function toFormula(rate: Rate, paidUnits: number, charged: MicroTokens): string {
  const fee = rate.connectFee > 0n ? `${toTokensText(rate.connectFee)} + ` : "";
  const per = rate.per === 1 ? "" : ` / ${rate.per}`;
  return `${fee}${paidUnits} ${rate.unit} × ${toTokensText(rate.tokens)}${per} = ${toTokensText(charged)}`;
}
