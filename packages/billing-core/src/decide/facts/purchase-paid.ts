import type { GrantSource } from "../../account.ts";
import type { MicroTokens } from "../../amounts.ts";
import { microTokens } from "../../amounts.ts";
import type { BillingError } from "../../errors.ts";
import { bonusKey, purchaseKey } from "../../selling/fact-keys.ts";
import type { PurchasePaid } from "../../selling/facts.ts";
import { knowPayment } from "../../selling/selling-draft.ts";
import type { Purchase } from "../../selling/selling-state.ts";
import { tell } from "../../tell.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { arrive, isKnown, tooMany } from "./arrive.ts";
import { takeBack } from "./take-back.ts";

/**
 * A package was paid for: two grants of one purchase, what was paid for and the bonus that cost nothing. Both for ever. What
 * they bring was fixed when it was bought; a payment of less, in another currency or a second payment is somebody's mistake
 * to look at. A payment of more brings what was bought.
 */
export function bookPurchase(context: FactContext, fact: PurchasePaid): FactEffect | BillingError {
  const { draft, selling } = context;
  const purchase = selling.purchases.get(fact.purchaseId);
  if (purchase === undefined) return { code: "not_found", what: "purchase" };
  const mismatch = mismatchOf(purchase, fact);
  if (mismatch !== null) return mismatch;
  const key = purchaseKey(purchase.id);
  if (isKnown(draft, key)) return null;
  const excess = tooMany(draft, purchase.tokens + purchase.bonus);
  if (excess !== null) return excess;

  const payment = knowPayment(selling, { key, paid: fact.amount, currency: fact.currency });
  const paidFor = purchase.kind === "top_up" ? "top_up" : "purchase";
  const grants = [grantOf(paidFor, { key, tokens: purchase.tokens, cost: purchase.price.amount })];
  if (purchase.bonus > 0n)
    grants.push(grantOf("bonus", { key: bonusKey(purchase.id), tokens: microTokens(purchase.bonus), cost: 0 }));
  selling.purchases.set(purchase.id, { ...purchase, paidBy: fact.paidBy });
  selling.purchasesPaid.push({ id: purchase.id, amount: fact.amount, paidBy: fact.paidBy });
  if (purchase.kind === "top_up") {
    tell(draft, {
      kind: "top_up_charged",
      dedupeKey: `top_up_charged:${purchase.id}`,
      payload: {
        purchaseId: purchase.id,
        tokensMicroTokens: Number(purchase.tokens),
        bonusMicroTokens: Number(purchase.bonus),
        money: { amount: fact.amount, currency: fact.currency },
      },
    });
  }
  return { grants, takenBack: takeBack(context, payment, null) };

  function grantOf(
    source: GrantSource,
    { key: grantKey, tokens, cost }: { readonly key: string; readonly tokens: MicroTokens; readonly cost: number },
  ) {
    return arrive(draft, {
      key: grantKey,
      source,
      tokens,
      costBasis: { amount: cost, currency: fact.currency },
      effectiveAt: draft.context.now,
      expiresAt: null,
      payment,
      planMonth: null,
    });
  }
}

function mismatchOf({ price, paidBy }: Purchase, fact: PurchasePaid): BillingError | null {
  if (fact.currency !== price.currency) return mismatch("currency", price.currency, fact.currency);
  if (fact.amount < price.amount) return mismatch("amount", String(price.amount), String(fact.amount));
  if (paidBy !== null && paidBy !== fact.paidBy) return mismatch("paidBy", paidBy, fact.paidBy);
  return null;
}

function mismatch(field: "currency" | "amount" | "paidBy", expected: string, got: string): BillingError {
  return { code: "payment_mismatch", field, expected, got };
}
