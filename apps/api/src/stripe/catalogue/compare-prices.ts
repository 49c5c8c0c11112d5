import type { StoredPrice } from "@farebox/db/selling";
import type { Stripe } from "stripe";
import { metadataOf, type WantedPrice, whyNotChargeable } from "./wanted-price.ts";

/** What must be done so that everything for sale has a price of the provider that means just that. */
export type PriceStep =
  | { readonly do: "create_product"; readonly product: WantedPrice["product"] }
  | { readonly do: "name_product"; readonly product: WantedPrice["product"]; readonly before: string }
  | { readonly do: "create_price"; readonly price: WantedPrice; readonly replaces: string | null }
  /** It is there, and only our own row of it is missing. */
  | { readonly do: "file_price"; readonly price: WantedPrice; readonly priceId: string }
  /** Nothing is sold under this name any more. */
  | { readonly do: "retire_price"; readonly priceId: string; readonly lookupKey: string };

export type Compared = { readonly steps: readonly PriceStep[]; readonly problems: readonly string[] };

type Sides = {
  readonly wanted: readonly WantedPrice[];
  /** By lookup key and by id. */
  readonly prices: ReadonlyMap<string, Stripe.Price>;
  readonly products: ReadonlyMap<string, Stripe.Product>;
  readonly stored: readonly StoredPrice[];
};

/** A price that is not as it should be is replaced, never changed: whoever subscribed at it keeps it, and what it brings. */
export function comparePrices({ wanted, prices, products, stored }: Sides): Compared {
  const current = new Map(stored.filter((row) => row.retiredAt === null).map((row) => [row.lookupKey, row]));
  const retired = new Set(stored.filter((row) => row.retiredAt !== null).map((row) => row.priceId));
  const names = new Set(wanted.map(({ lookupKey }) => lookupKey));
  const unchargeable = wanted.filter((price) => whyNotChargeable(price) !== null);
  const steps = wanted
    .filter((price) => !unchargeable.includes(price))
    .map((price): PriceStep | null => {
      const found = prices.get(price.lookupKey);
      const row = current.get(price.lookupKey);
      const create = { do: "create_price", price, replaces: found?.id ?? row?.priceId ?? null } as const;
      if (found === undefined || !isAsWanted(found, price) || retired.has(found.id)) return create;
      if (row?.priceId === found.id) return meansTheSame(row, price) ? null : create;
      return hasMeaningOf(found, price) ? { do: "file_price", price, priceId: found.id } : create;
    })
    .filter((step) => step !== null);
  const withdrawn = [...current.values()].filter((row) => !names.has(row.lookupKey));
  return {
    steps: [
      ...productSteps(wanted, products),
      ...steps,
      ...withdrawn.map(({ priceId, lookupKey }): PriceStep => ({ do: "retire_price", priceId, lookupKey })),
    ],
    problems: unchargeable.map((price) => `${price.lookupKey} cannot be sold: ${whyNotChargeable(price)}`),
  };
}

function productSteps(wanted: readonly WantedPrice[], products: Sides["products"]): PriceStep[] {
  const byId = new Map(wanted.map(({ product }) => [product.id, product]));
  return [...byId.values()].flatMap((product): PriceStep[] => {
    const found = products.get(product.id);
    if (found === undefined) return [{ do: "create_product", product }];
    const isSame = found.name === product.name && found.active;
    return isSame ? [] : [{ do: "name_product", product, before: found.name }];
  });
}

/** What a price of the provider is, apart from what it stands for. */
function isAsWanted(found: Stripe.Price, wanted: WantedPrice): boolean {
  return (
    found.active &&
    found.unit_amount === wanted.amount &&
    found.currency === wanted.currency &&
    found.product === wanted.product.id &&
    found.billing_scheme === "per_unit" &&
    (found.recurring?.interval ?? null) === wanted.interval &&
    (found.recurring?.interval_count ?? 1) === 1 &&
    (found.recurring?.usage_type ?? "licensed") === "licensed"
  );
}

function meansTheSame(row: StoredPrice, { sells, businessId, amount, currency }: WantedPrice): boolean {
  return (
    row.amount === amount &&
    row.currency === currency &&
    row.businessId === businessId &&
    Object.entries(sells).every(([name, value]) => Reflect.get(row.sells, name) === value)
  );
}

/** What somebody wrote on a price is believed only where we have no row of it, as after a database was restored. */
function hasMeaningOf(found: Stripe.Price, wanted: WantedPrice): boolean {
  return Object.entries(metadataOf(wanted)).every(([name, value]) => found.metadata[name] === value);
}
