import { randomUUID } from "node:crypto";
import { DAY_MS } from "@farebox/billing-core";
import { apply, aSubscription, invoicePayment, refundOf, starterLine } from "@farebox/billing-core/testing";
import type { TestLedger } from "./test-ledger.ts";

/** A purchase paid and partly refunded, one that is not paid, a disputed invoice, a year of which a month came, an event. */
export async function tellSales(ledger: TestLedger, businessId: string): Promise<void> {
  const run = (text: string, parameters: readonly unknown[]) => ledger.asSuperuser(text, parameters);
  const ids = [randomUUID(), randomUUID()] as const;
  await run(
    `insert into purchases (business_id, id, package_key, kind, tokens_micro, bonus_micro, price_amount_minor, price_currency, created_at)
    select $1, id, 'growth_pack', 'package', 2000000000, 200000000, 1800, 'usd', now() from unnest($2::uuid[]) as made (id)`,
    [businessId, ids],
  );
  const [purchaseId] = ids;
  const payment = { key: `purchase:${purchaseId}`, paid: 1_800, currency: "usd" } as const;
  const now = Date.now();
  const months = [-1, 0, 1].map((month) => ({
    startAt: now + (month * 30 - 1) * DAY_MS,
    endAt: now + (month * 30 + 29) * DAY_MS,
  }));
  const subscriptionId = `sub_${businessId}`;
  const ofYear = { lineId: `il_${businessId}`, subscriptionId, months, payment: invoicePayment(`in_${businessId}`) };
  await ledger.submit(businessId, [
    apply({ fact: "purchase_paid", purchaseId, amount: 1_800, currency: "usd", paidBy: `pi_${purchaseId}` }),
    apply(refundOf(payment, { amount: 600 })),
    apply({ fact: "subscription_state", subscription: aSubscription({ id: subscriptionId }) }),
    apply(starterLine(0, ofYear)),
    apply({ fact: "token_month_due", lineId: ofYear.lineId, month: 1 }),
    apply({ fact: "dispute", payment: ofYear.payment, disputeId: "dp_1", amount: 900, phase: "open", reason: null }),
  ]);
  await run(
    `insert into provider_events (event_id, type, is_live, event_created_at, payload, business_id, status, finished_at)
    values ($2, 'invoice.paid', false, now(), '{}', $1, 'done', now())`,
    [businessId, `evt_${businessId}`],
  );
}
