import type Stripe from "stripe";
import type { World } from "../store/world.ts";

/** As they are copied onto an invoice, the oldest first. */
export function taxIdsOnInvoices(world: World, customer: string): Stripe.Invoice.CustomerTaxId[] {
  return world.tax_ids.where((each) => each.customer === customer).map(({ type, value }) => ({ type, value }));
}
