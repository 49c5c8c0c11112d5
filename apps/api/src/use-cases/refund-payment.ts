import type { PaymentKey } from "@farebox/billing-core";
import { insertRequestOnce, listPayments, readPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import type { AskedRefund, RefundMade } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuse, refuseFields } from "./refusal.ts";

/**
 * Gives money of a payment back, once per key. Which tokens go back with it, and what becomes of those that are spent, is
 * decided when the provider says that it is so.
 */
export async function refundPayment(
  { db, log, provider }: Pick<Deps, "db" | "log" | "provider">,
  asked: AskedPaymentRefund,
): Promise<{ readonly refund: RefundMade; readonly isReplay: boolean } | Refusal> {
  const { businessId, payment, amount, reason, requestKey } = asked;
  const of = await findPayment({ db }, asked);
  if (isRefusal(of)) return of;
  const said = { payment, amount: amount === null ? null : String(amount) };
  const request = await insertRequestOnce(db.service, {
    businessId,
    scope: "refund",
    requestKey,
    subjectId: newId(),
    asked: { ...said, reason, requestedBy: asked.requestedBy },
  });
  for (const field of ["payment", "amount"] as const)
    if ((request.asked[field] ?? null) !== said[field])
      return refuse({ code: "idempotency_mismatch", key: requestKey, field });
  const refund = await provider.refund({
    of,
    amount,
    // As its first request said: the provider is asked the same again.
    reason: request.asked["reason"] ?? reason,
    businessId,
    idempotencyKey: `refund:${request.subjectId}`,
  });
  if (isRefusal(refund)) return refund;
  log.info({ businessId, payment, refund, requestedBy: asked.requestedBy }, "money was given back");
  return { refund, isReplay: !request.isNew };
}

export type AskedPaymentRefund = {
  readonly businessId: string;
  /** `purchase:<id>` or `invoice:<id>`, as our books call it. */
  readonly payment: PaymentKey;
  /** In minor units, with tax; null: all that is left. */
  readonly amount: number | null;
  readonly reason: string;
  readonly requestKey: string;
  readonly requestedBy: string;
};

const MOST_PAYMENTS = 10_000;

/** Only what this business paid, by our books, can be given back. */
async function findPayment(
  { db }: Pick<Deps, "db">,
  { businessId, payment }: AskedPaymentRefund,
): Promise<AskedRefund["of"] | Refusal> {
  const [kind, id = ""] = payment.split(/:(.*)/s);
  if (kind === "invoice") {
    const known = await listPayments(db.service, { businessId, limit: MOST_PAYMENTS });
    return known.some(({ key }) => key === payment)
      ? { invoiceId: id }
      : refuse({ code: "not_found", what: "payment" });
  }
  const purchase = UUID.test(id) ? await readPurchase(db.service, { businessId, id }) : null;
  if (purchase === null) return refuse({ code: "not_found", what: "payment" });
  if (purchase.paidBy === null) return refuseFields([{ path: "payment", message: "was not paid" }]);
  if (!purchase.paidBy.startsWith("pi_"))
    return refuseFields([{ path: "payment", message: "cost nothing: there is nothing to give back" }]);
  return { paymentIntentId: purchase.paidBy };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
