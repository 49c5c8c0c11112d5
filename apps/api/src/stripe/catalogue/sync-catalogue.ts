import { type Inversion, inversions } from "@farebox/billing-core";
import { listOffers, listPrices, type Offer } from "@farebox/db/selling";
import type { Stripe } from "stripe";
import type { Deps } from "../../deps.ts";
import { applyPriceStep } from "./apply-price-step.ts";
import { comparePrices, type PriceStep } from "./compare-prices.ts";
import { applyPortalStep, comparePortal, findPortalConfiguration, type PortalStep } from "./portal-configuration.ts";
import { toWantedPrice, type WantedPrice } from "./wanted-price.ts";
import { applyWebhookStep, compareWebhook, listEndpoints, type WebhookStep } from "./webhook-endpoint.ts";

type SyncDeps = Pick<Deps, "db" | "stripe">;

export type CatalogueStep = PriceStep | PortalStep | WebhookStep;

export type CataloguePlan = {
  readonly steps: readonly CatalogueStep[];
  /** What no step can put right, for a person to read. */
  readonly problems: readonly string[];
  /** Packages that undercut plans, and nobody has said yet that this is meant. */
  readonly inversions: readonly Inversion[];
};

/** Compares what is for sale with what the provider has. Changes nothing. */
export async function planCatalogue({ db, stripe }: SyncDeps, publicUrl: string): Promise<CataloguePlan> {
  const { api } = stripe;
  const [offers, stored] = await Promise.all([listOffers(db.service), listPrices(db.service)]);
  const wanted = offers.map(toWantedPrice);
  const [prices, products, portal, endpoints] = await Promise.all([
    listByLookupKey(api, wanted),
    listProducts(api, wanted),
    findPortalConfiguration(api),
    listEndpoints(api),
  ]);
  const compared = comparePrices({ wanted, stored, prices, products });
  const webhook = compareWebhook(endpoints, publicUrl);
  const steps: readonly (CatalogueStep | null)[] = [...compared.steps, comparePortal(portal), webhook.step];
  return {
    steps: steps.filter((step) => step !== null),
    problems: [...compared.problems, ...webhook.problems],
    inversions: findInversions(offers),
  };
}

/** Does what was planned, step by step. Answers the signing secret of a webhook endpoint that was made, which is shown only now. */
export async function applyCatalogue(deps: SyncDeps, { steps }: CataloguePlan): Promise<string | null> {
  const { api } = deps.stripe;
  let secret: string | null = null;
  for (const step of steps) {
    if (step.do === "create_webhook" || step.do === "correct_webhook") secret = await applyWebhookStep(api, step);
    else if (step.do === "create_portal" || step.do === "correct_portal") await applyPortalStep(api, step);
    else await applyPriceStep(deps, step);
  }
  return secret;
}

/** By the month: a year's price is a bargain of its own, and what was agreed with one business is nobody else's matter. */
function findInversions(offers: readonly Offer[]): readonly Inversion[] {
  const toOffered = ({ key, tokens, bonus, price }: Offer) => ({ key, price, tokens: addTokens(tokens, bonus) });
  const open = offers.filter((offer) => !offer.isInversionAcknowledged);
  return inversions(
    open.filter(({ kind, interval }) => kind === "plan" && interval === "month").map(toOffered),
    open.filter(({ kind }) => kind === "package").map(toOffered),
  );
}

function addTokens(tokens: Offer["tokens"], bonus: Offer["bonus"]): Offer["tokens"] {
  return (tokens + bonus) as Offer["tokens"];
}

async function listByLookupKey(api: Stripe, wanted: readonly WantedPrice[]): Promise<Map<string, Stripe.Price>> {
  const found = new Map<string, Stripe.Price>();
  for (const part of partsOf(wanted.map(({ lookupKey }) => lookupKey))) {
    for await (const price of api.prices.list({ lookup_keys: part, limit: 100 }))
      if (price.lookup_key !== null) found.set(price.lookup_key, price);
  }
  return found;
}

async function listProducts(api: Stripe, wanted: readonly WantedPrice[]): Promise<Map<string, Stripe.Product>> {
  const found = new Map<string, Stripe.Product>();
  for (const ids of partsOf([...new Set(wanted.map(({ product }) => product.id))])) {
    for await (const product of api.products.list({ ids, limit: 100 })) found.set(product.id, product);
  }
  return found;
}

// The provider takes as many lookup keys at once.
const AT_ONCE = 10;

function partsOf(texts: readonly string[]): string[][] {
  const count = Math.ceil(texts.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => texts.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}
