import type { Door } from "../product/door.ts";
import type { Product } from "../product/run-product.ts";
import type { Tally } from "../tally.ts";
import type { FleetBusiness } from "./fleet.ts";
import { RICH } from "./fleet.ts";

/** A package of 500 tokens, paid at the payment stand-in's page as a person does. */
export async function buyPackage({ door, tally }: BuyParts, business: FleetBusiness, step: number): Promise<void> {
  const bought = await beginPurchase(door, business, `buys-at-${step}`);
  await pay(bought.checkoutUrl ?? "");
  business.openPurchases = [...business.openPurchases, bought.purchaseId];
  business.maybePaid += PACKAGE_TOKENS;
  tally.add("purchase");
}

/** A rule that buys once in this month, with a card that the stand-in knows. */
export async function turnOnTopUp(
  { door, product, tally, cookie }: BuyParts & { readonly cookie: string },
  business: FleetBusiness,
): Promise<void> {
  const { purchaseId } = await beginPurchase(door, business, "brings-a-customer");
  const { stripeUrl } = product.ready();
  if (stripeUrl === null) throw new Error("the product runs without its payment stand-in");
  const sessions = await atProvider<{ data: Session[] }>(stripeUrl, "GET", "checkout/sessions?limit=100");
  const customer = sessions.data.find(({ metadata }) => metadata["purchase_id"] === purchaseId)?.customer;
  if (customer === undefined) throw new Error("the payment stand-in does not know the customer");
  const card = await atProvider<{ id: string }>(stripeUrl, "POST", "payment_methods/pm_card_visa/attach", { customer });
  await atProvider(stripeUrl, "POST", `customers/${customer}`, {
    "invoice_settings[default_payment_method]": card.id,
  });
  await door.must("PUT", "/auto-top-up", {
    business: business.id,
    cookie,
    body: {
      enabled: true,
      // Below it after the first twenty tokens.
      belowTokens: RICH + 80,
      package: PACKAGE,
      monthlyCap: PACKAGE_PRICE,
      consent: true,
    },
  });
  business.maybePaid += PACKAGE_TOKENS;
  tally.add("top-up rule");
}

/** What was paid meanwhile is certainly there. */
export async function confirmPaid(door: Door, business: FleetBusiness): Promise<void> {
  const still: string[] = [];
  for (const purchaseId of business.openPurchases) {
    const { status } = await door.must<{ status: string }>("GET", `/purchases/${purchaseId}`, {
      business: business.id,
    });
    if (status !== "paid") still.push(purchaseId);
    else {
      business.given += PACKAGE_TOKENS;
      business.maybePaid -= PACKAGE_TOKENS;
    }
  }
  business.openPurchases = still;
}

type BuyParts = { readonly door: Door; readonly product: Product; readonly tally: Tally };
type Session = { readonly customer: string; readonly metadata: Readonly<Record<string, string>> };
type Purchase = { readonly purchaseId: string; readonly checkoutUrl?: string };

const PACKAGE = "starter_pack";
const PACKAGE_PRICE = 500;
export const PACKAGE_TOKENS = 500n;
const CARD = {
  number: "4242 4242 4242 4242",
  expiry: "12 / 40",
  cvc: "123",
  email: "fleet@example.com",
  name: "Fleet",
};

function beginPurchase(door: Door, business: FleetBusiness, key: string): Promise<Purchase> {
  return door.must<Purchase>("POST", "/purchase", { business: business.id, key, body: { package: PACKAGE } });
}

async function pay(checkoutUrl: string): Promise<void> {
  const answer = await fetch(checkoutUrl, { method: "POST", body: new URLSearchParams(CARD), redirect: "manual" });
  if (answer.status >= 400) throw new Error(`the payment page answered ${answer.status}`);
}

async function atProvider<Body>(
  stripeUrl: string,
  method: "GET" | "POST",
  path: string,
  fields?: Readonly<Record<string, string>>,
): Promise<Body> {
  const answer = await fetch(`${stripeUrl}/v1/${path}`, {
    method,
    headers: { authorization: "Bearer sk_test_local_dev" },
    ...(fields !== undefined && { body: new URLSearchParams(fields) }),
  });
  if (!answer.ok) throw new Error(`the payment stand-in answered ${answer.status} to ${path}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}
