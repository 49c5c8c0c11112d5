import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { StoredPurchase } from "@farebox/db/selling";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

export function toPurchaseAnswer(purchase: StoredPurchase) {
  const { status, checkoutUrl, tokens, bonus } = purchase;
  return {
    purchaseId: purchase.id,
    package: purchase.packageKey,
    kind: purchase.kind,
    status: status === "created" ? ("pending" as const) : status,
    ...(status === "open" && checkoutUrl !== null && { checkoutUrl }),
    tokens: toTokens(tokens),
    bonus: toTokens(bonus),
    total: toTokens((tokens + bonus) as MicroTokens),
    price: purchase.price,
    failureCode: purchase.failureCode,
    createdAt: toInstantText(purchase.createdAt),
    paidAt: toInstantTextOrNull(purchase.paidAt),
  };
}
