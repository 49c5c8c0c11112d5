import { randomUUID } from "node:crypto";
import { asServiceInTransaction } from "@farebox/db";
import { createPurchaseOnce, insertCustomerOnce, readCurrentPrice } from "@farebox/db/selling";
import type Stripe from "stripe";
import { startTestProduct, type TestProduct, type TestProductOptions } from "../../testing/test-product.ts";
import { packageLookupKey, planLookupKey } from "../../use-cases/lookup-keys.ts";

/** The product with its catalogue on sale at the stand-in, and somebody who buys there. */
export async function openShop(options: TestProductOptions = {}): Promise<Shop> {
  const product = await startTestProduct({ takesPayments: true, ...options });
  const { db } = product.deps;
  const { stripe } = product.provider;
  return {
    product,
    stripe,
    async newCustomer() {
      const businessId = await product.createBusiness({});
      const { id } = await stripe.customers.create({ metadata: { farebox_business_id: businessId } });
      const customerId = await insertCustomerOnce(db.service, { businessId, customerId: id });
      const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
      await stripe.customers.update(id, { invoice_settings: { default_payment_method: card.id } });
      return { businessId, customerId };
    },
    async begin({ businessId }, packageKey = "starter_pack") {
      const purchase = { businessId, id: randomUUID(), packageKey, kind: "package", priceId: null } as const;
      const made = await asServiceInTransaction(db.servicePool, (sql) =>
        createPurchaseOnce(sql, { ...purchase, requestKey: randomUUID(), requestedBy: null }),
      );
      if (made === null) throw new Error(`no package ${packageKey}`);
      return made.purchase;
    },
    async openCheckout(buyer, purchase) {
      const price = await readCurrentPrice(db.service, packageLookupKey(purchase.packageKey));
      const metadata = { purchase_id: purchase.id, farebox_business_id: buyer.businessId };
      return stripe.checkout.sessions.create({
        mode: "payment",
        customer: buyer.customerId,
        line_items: [{ price: price?.priceId ?? "", quantity: 1 }],
        metadata,
        payment_intent_data: { metadata },
        success_url: `${product.url}/done`,
      });
    },
    async charge(buyer, { purchaseId, amount = 500, currency = "usd", card = "pm_card_visa", ...more }) {
      return stripe.paymentIntents.create({
        amount,
        currency,
        customer: buyer.customerId,
        confirm: true,
        payment_method: card,
        allowed_payment_method_types: ["card"],
        metadata: { purchase_id: purchaseId, farebox_business_id: buyer.businessId },
        ...more,
      });
    },
    async subscribe(buyer, planKey = "starter", interval = "month") {
      const price = await readCurrentPrice(db.service, planLookupKey({ key: planKey, interval }));
      return stripe.subscriptions.create({
        customer: buyer.customerId,
        items: [{ price: price?.priceId ?? "" }],
        metadata: { farebox_business_id: buyer.businessId },
      });
    },
    async settle() {
      await product.provider.control("POST", "/deliveries/settle", {});
      if (!(await product.deps.inbox.workUntilEmpty())) throw new Error("the inbox did not become empty");
    },
    async moveTime(seconds) {
      await product.provider.control("POST", "/clock", { advance_seconds: seconds });
      await product.owner("update sandbox_clock set offset_ms = offset_ms + $1::bigint * 1000", [seconds]);
      await product.provider.control("POST", "/deliveries/settle", {});
      await product.deps.inbox.workUntilEmpty();
    },
    async tokensOf({ businessId }) {
      const [row] = await product.owner<{ tokens: number }>(
        "select (coalesce(sum(remaining_micro), 0) / 1000000)::float8 as tokens from token_grants where business_id = $1",
        [businessId],
      );
      return row?.tokens ?? 0;
    },
    async grantsOf({ businessId }) {
      const rows = await product.owner<{ grant: string }>(
        `select source || ' ' || (original_micro / 1000000)::float8 as grant
         from token_grants where business_id = $1 and source <> 'trial' order by created_at, id`,
        [businessId],
      );
      return rows.map(({ grant }) => grant);
    },
    events: (status) =>
      product.owner<FiledEvent>(
        "select event_id, type, object_id, status, problem, attempts from provider_events where $1::text is null or status = $1 order by received_at, event_id",
        [status ?? null],
      ),
  };
}

export type Buyer = { readonly businessId: string; readonly customerId: string };

export type FiledEvent = {
  readonly event_id: string;
  readonly type: string;
  readonly object_id: string | null;
  readonly status: string;
  readonly problem: string | null;
  readonly attempts: number;
};

type Purchase = NonNullable<Awaited<ReturnType<typeof createPurchaseOnce>>>["purchase"];
type Charge = { purchaseId: string; amount?: number; currency?: string; card?: string };

export type Shop = {
  readonly product: TestProduct;
  readonly stripe: Stripe;
  /** A business that has its customer and card at the provider. */
  newCustomer(): Promise<Buyer>;
  /** A purchase as our books have it before the provider knows of it. */
  begin(buyer: Pick<Buyer, "businessId">, packageKey?: string): Promise<Purchase>;
  openCheckout(buyer: Buyer, purchase: Purchase): Promise<Stripe.Checkout.Session>;
  /** Charges the saved card for a purchase. */
  charge(buyer: Buyer, charge: Charge & Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.PaymentIntent>;
  subscribe(buyer: Buyer, planKey?: string, interval?: "month" | "year"): Promise<Stripe.Subscription>;
  /** Until every delivery arrived and was worked on. */
  settle(): Promise<void>;
  /** Of the provider and of ours. */
  moveTime(seconds: number): Promise<void>;
  tokensOf(buyer: Pick<Buyer, "businessId">): Promise<number>;
  /** Source and tokens of each but the trial, the oldest first. */
  grantsOf(buyer: Pick<Buyer, "businessId">): Promise<readonly string[]>;
  events(status?: string): Promise<readonly FiledEvent[]>;
};

/** The stand-in's page, filled in as a person does. */
export async function payCheckout(session: Stripe.Checkout.Session, number = "4242 4242 4242 4242"): Promise<number> {
  const card = { number, expiry: "12 / 40", cvc: "123", email: "a@example.com", name: "Ada" };
  const answer = await fetch(String(session.url), {
    method: "POST",
    body: new URLSearchParams(card),
    redirect: "manual",
  });
  return answer.status;
}
