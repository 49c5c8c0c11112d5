import { afterDecline } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import { changeTopUpRule, closePurchase, closeTopUpAttempt, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";

/**
 * A payment came to nothing: its purchase says why, unless it was paid after all, and an automatic top-up whose attempt it
 * was is paused. Said twice, the second finds the attempt closed and counts no second decline.
 */
export async function failPurchase({ db }: Pick<Deps, "db">, failed: FailedPurchase): Promise<void> {
  const { businessId, id: purchaseId, kind } = failed.purchase;
  await closePurchase(db.service, {
    businessId,
    id: purchaseId,
    status: "failed",
    failureCode: failed.failureCode,
  });
  if (kind !== "top_up") return;
  const status = failed.isDeclined ? "declined" : "canceled";
  const closed = { businessId, purchaseId, status, declineCode: failed.failureCode } as const;
  const isNews = await closeTopUpAttempt(db.service, closed);
  if (!isNews || !failed.isDeclined) return;
  const now = await readMoneyTime(db.service);
  await changeTopUpRule(db.service, { businessId, change: (rule) => afterDecline(rule, now) });
}

export type FailedPurchase = {
  readonly purchase: Pick<StoredPurchase, "businessId" | "id" | "kind">;
  /** By the bank; otherwise somebody gave it up. */
  readonly isDeclined: boolean;
  readonly failureCode: string | null;
};
