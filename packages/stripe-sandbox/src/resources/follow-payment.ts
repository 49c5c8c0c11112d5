import { followSessionPayment } from "../checkout/complete-session.ts";
import { invoiceOfIntent } from "../invoicing/invoice-intent.ts";
import { settleInvoice } from "../invoicing/settle-invoice.ts";
import type { World } from "../store/world.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";

/** What waits for a payment goes on when it changed, whoever confirmed it: a client, a page, a retry, a bank. */
export function followPayment(world: World, intent: PaymentIntent): void {
  const invoice = invoiceOfIntent(world, intent.id);
  if (invoice !== null && invoice.status !== "paid" && intent.status === "succeeded") {
    settleInvoice(world, invoice.id, { amountPaid: intent.amount_received });
  }
  followSessionPayment(world, intent);
}
