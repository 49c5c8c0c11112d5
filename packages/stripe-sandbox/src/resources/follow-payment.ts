import { followSessionPayment } from "../checkout/complete-session.ts";
import { followInvoicePayment } from "../invoicing/collect-invoice.ts";
import type { World } from "../store/world.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";

/** What waits for a payment goes on when it changed, whoever confirmed it: a client, a page, a retry, a bank. */
export function followPayment(world: World, intent: PaymentIntent): void {
  followInvoicePayment(world, intent.id);
  followSessionPayment(world, intent);
}
