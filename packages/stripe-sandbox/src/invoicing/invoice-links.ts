import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { noSuch } from "../wire/errors.ts";

type Invoice = Stored<Stripe.Invoice>;

/** The subscription an invoice belongs to; null for an invoice that stands alone. */
export function subscriptionOf(invoice: Invoice): string | null {
  return invoice.parent?.subscription_details?.subscription ?? null;
}

export function requireCustomer(world: World, invoice: Invoice): Stored<Stripe.Customer> {
  if (invoice.customer === null) throw noSuch("customer", "", "customer", 400);
  return world.customers.require(invoice.customer, "customer", 400);
}

/** Who pays, in Stripe's order: the invoice's own method, the subscription's, the customer's; of the types it may be paid with. */
export function defaultMethodOf(world: World, invoice: Invoice): string | null {
  const subscriptionId = subscriptionOf(invoice);
  const subscription = subscriptionId === null ? undefined : world.subscriptions.get(subscriptionId);
  const customer = requireCustomer(world, invoice);
  const named = [
    invoice.default_payment_method,
    subscription?.default_payment_method,
    customer.invoice_settings.default_payment_method,
  ];
  const types = invoice.payment_settings.payment_method_types;
  const isAllowed = (id: string) => types === null || types.includes(world.payment_methods.get(id)?.type ?? "");
  return named.find((id) => typeof id === "string" && isAllowed(id)) ?? null;
}
