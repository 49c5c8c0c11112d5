import { afterDecline } from "@farebox/billing-core";
import { asServiceInTransaction } from "@farebox/db";
import { readMoneyTime } from "@farebox/db/reads";
import { changeTopUpRule, closePurchase, closeTopUpAttempt, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { tellTopUpPaused, whyDeclined } from "./tell-top-up-paused.ts";

/**
 * A payment came to nothing: its purchase says why, unless it was paid after all, and an automatic top-up whose attempt it
 * was is paused. Said twice, the second finds the attempt closed and counts no second decline.
 */
export async function failPurchase({ db }: Pick<Deps, "db">, failed: FailedPurchase): Promise<void> {
  const { businessId, id, kind } = failed.purchase;
  // First, so that whoever dies in between leaves no attempt open that nobody would take up again.
  if (kind === "top_up") await failTopUp({ db }, failed);
  await closePurchase(db.service, { businessId, id, status: "failed", failureCode: failed.failureCode });
}

async function failTopUp({ db }: Pick<Deps, "db">, { purchase, isDeclined, failureCode }: FailedPurchase) {
  const { businessId, id: purchaseId } = purchase;
  const status = isDeclined ? "declined" : "canceled";
  const closed = { businessId, purchaseId, status, declineCode: failureCode } as const;
  const now = await readMoneyTime(db.service);
  // Together: an attempt that is closed is not looked at again.
  await asServiceInTransaction(db.servicePool, async (sql) => {
    const isNews = await closeTopUpAttempt(sql, closed);
    if (!isNews || !isDeclined) return;
    const rule = await changeTopUpRule(sql, { businessId, change: (standing) => afterDecline(standing, now) });
    if (rule === null) return;
    await tellTopUpPaused(sql, {
      businessId,
      cause: purchaseId,
      now,
      purchaseId,
      packageKey: rule.packageKey,
      reason: whyDeclined(failureCode),
      declineCode: failureCode,
      pausedUntil: rule.pausedUntil,
      isTurnedOff: !rule.enabled,
    });
  });
}

export type FailedPurchase = {
  readonly purchase: Pick<StoredPurchase, "businessId" | "id" | "kind">;
  /** By the bank; otherwise somebody gave it up. */
  readonly isDeclined: boolean;
  readonly failureCode: string | null;
};
