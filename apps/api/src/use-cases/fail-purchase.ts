import { afterDecline } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import { changeTopUpRule, closePurchase, closeTopUpAttempt, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";

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
  const isNews = await closeTopUpAttempt(db.service, closed);
  if (!isNews || !isDeclined) return;
  const now = await readMoneyTime(db.service);
  await changeTopUpRule(db.service, { businessId, change: (rule) => afterDecline(rule, now) });
}

export type FailedPurchase = {
  readonly purchase: Pick<StoredPurchase, "businessId" | "id" | "kind">;
  /** By the bank; otherwise somebody gave it up. */
  readonly isDeclined: boolean;
  readonly failureCode: string | null;
};
