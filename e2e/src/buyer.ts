import { randomUUID } from "node:crypto";
import { billingClient } from "./billing-client.ts";
import type { Product } from "./product.ts";
import type { StripeSide } from "./stripe-side.ts";

export type Buyer = { readonly businessId: string; readonly customerId: string; readonly checkoutUrl: string };

export type Purchase = {
  readonly purchaseId: string;
  readonly status: string;
  readonly checkoutUrl?: string;
  readonly tokens: number;
  readonly bonus: number;
};

/** A business that has opened a checkout once, so that the provider knows it, and has a card there that pays. */
export async function newBuyer(
  product: Pick<Product, "url" | "operatorKey">,
  side: StripeSide,
  name: string,
): Promise<Buyer> {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const { id: businessId } = await billing.createBusiness(name);
  const { purchaseId, checkoutUrl = "" } = await beginPurchase(product, businessId, "starter_pack");
  const customerId = await customerOf(side, purchaseId);
  const { id: card } = await side.stripe.paymentMethods.attach("pm_card_visa", { customer: customerId });
  await side.stripe.customers.update(customerId, { invoice_settings: { default_payment_method: card } });
  return { businessId, customerId, checkoutUrl };
}

export function beginPurchase(
  { url, operatorKey }: Pick<Product, "url" | "operatorKey">,
  businessId: string,
  packageKey: string,
  key: string = randomUUID(),
): Promise<Purchase> {
  return billingClient({ url, key: operatorKey }).must("POST", "/purchase", {
    business: businessId,
    body: { package: packageKey },
    headers: { "idempotency-key": key },
  });
}

async function customerOf({ stripe }: StripeSide, purchaseId: string): Promise<string> {
  for await (const session of stripe.checkout.sessions.list({ limit: 100 }))
    if (session.metadata?.["purchase_id"] === purchaseId && typeof session.customer === "string")
      return session.customer;
  throw new Error(`no checkout for the purchase ${purchaseId}`);
}
