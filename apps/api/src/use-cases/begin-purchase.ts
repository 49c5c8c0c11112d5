import { asServiceInTransaction } from "@farebox/db";
import {
  createPurchaseOnce,
  insertRequestOnce,
  readPurchase,
  readRequest,
  type StoredPurchase,
} from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { findPackagePrice } from "./find-price.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

export const PAY_WITH = ["checkout", "saved_card"] as const;
export type PayWith = (typeof PAY_WITH)[number];

export type AskedPurchase = {
  readonly businessId: string;
  readonly packageKey: string;
  readonly payWith: PayWith;
  /** The caller's Idempotency-Key. */
  readonly requestKey: string;
  readonly requestedBy: string | null;
  readonly returnTo: URL;
  /** The saved card it would be charged to; null for a checkout. */
  readonly cardId: string | null;
};

export type BegunPurchase = {
  readonly purchase: StoredPurchase;
  /** How it is paid: as its first request said, whoever asks now. */
  readonly terms: PurchaseTerms;
  /** The same key was used before. */
  readonly isReplay: boolean;
};

export type PurchaseTerms = { readonly payWith: PayWith; readonly returnTo: URL; readonly cardId: string | null };

/** What a key stands for already; null when it is new. Another content under the same key is refused. */
export async function findRequested(
  { db }: Pick<Deps, "db">,
  asked: Pick<AskedPurchase, "businessId" | "packageKey" | "payWith" | "requestKey">,
): Promise<BegunPurchase | Refusal | null> {
  const { businessId, requestKey } = asked;
  const known = await readRequest(db.service, { businessId, scope: "purchase", requestKey });
  if (known === null) return null;
  if (known.asked["package"] !== asked.packageKey)
    return refuse({ code: "idempotency_mismatch", key: requestKey, field: "package" });
  if (known.asked["payWith"] !== asked.payWith)
    return refuse({ code: "idempotency_mismatch", key: requestKey, field: "payWith" });
  const purchase = await readPurchase(db.service, { businessId, id: known.subjectId });
  if (purchase === null) throw new Error("a request key stands for a purchase that is not there");
  return { purchase, terms: await termsOf({ db }, purchase), isReplay: true };
}

/**
 * Writes down the purchase with what is offered now, or finds the one that stands: a double click, a second tab and a reload
 * are one purchase. From here on its key means it for ever.
 */
export async function beginPurchase({ db }: Pick<Deps, "db">, asked: AskedPurchase): Promise<BegunPurchase | Refusal> {
  const { businessId, requestKey, packageKey } = asked;
  const sold = await findPackagePrice(db.service, packageKey);
  if (isRefusal(sold)) return sold;
  const purchase = await asServiceInTransaction(db.servicePool, async (sql) => {
    const begun = await createPurchaseOnce(sql, {
      businessId,
      id: newId(),
      packageKey,
      kind: "package",
      priceId: sold.priceId,
      requestKey,
      requestedBy: asked.requestedBy,
    });
    if (begun === null) return null;
    await insertRequestOnce(sql, {
      businessId,
      scope: "purchase",
      requestKey,
      subjectId: begun.purchase.id,
      asked: {
        package: packageKey,
        payWith: asked.payWith,
        returnUrl: asked.returnTo.href,
        cardId: asked.cardId,
      },
    });
    return begun.purchase;
  });
  if (purchase === null) return refuse({ code: "not_found", what: "business" });
  return { purchase, terms: await termsOf({ db }, purchase), isReplay: false };
}

async function termsOf({ db }: Pick<Deps, "db">, purchase: StoredPurchase): Promise<PurchaseTerms> {
  const { businessId, requestKey } = purchase;
  const first =
    requestKey === null ? null : await readRequest(db.service, { businessId, scope: "purchase", requestKey });
  if (first === null) throw new Error("a purchase without the request that began it");
  const { payWith, returnUrl, cardId } = first.asked;
  return {
    payWith: payWith === "saved_card" ? "saved_card" : "checkout",
    returnTo: new URL(returnUrl ?? ""),
    cardId: cardId ?? null,
  };
}
