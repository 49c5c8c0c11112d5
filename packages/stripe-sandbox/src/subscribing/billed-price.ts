import type Stripe from "stripe";
import { formatAmount } from "../billing/currencies.ts";
import { type PriceTerms, priceAmount } from "../billing/price-amount.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";

export type Price = Stored<Stripe.Price>;

/** What `quantity` of the price costs for one whole interval, in a currency the price has. */
export function amountOf(
  world: World,
  price: Price,
  { quantity, currency }: { quantity: number; currency: string },
): number {
  return priceAmount(termsOf(world, price, currency), quantity);
}

/** The price of one, where there is one: tiered prices have none. */
export function unitAmountOf(world: World, price: Price, currency: string): string | null {
  if (currency === price.currency) return price.unit_amount_decimal;
  return world.price_options.get(price.id)?.currency_options[currency]?.unit_amount_decimal ?? null;
}

export function isByUsage(price: Price): boolean {
  return price.recurring?.usage_type === "metered";
}

/** `2 × Gold (at $32.52 / month)`, as invoices write it. */
export function describePrice(
  world: World,
  price: Price,
  { quantity, currency }: { quantity: number; currency: string },
): string {
  const unit = unitAmountOf(world, price, currency);
  const at = unit === null ? "" : ` (at ${formatAmount(Number(unit), currency)} / ${intervalName(price)})`;
  return `${quantity} × ${productName(world, price)}${at}`;
}

export function productName(world: World, price: Price): string {
  return world.products.get(price.product)?.name ?? price.product;
}

/** Prices were plans once, and a subscription item still shows both. */
export function planOf(price: Price): Stored<Stripe.Plan> {
  const { recurring } = price;
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: recurring?.interval ?? "month",
    interval_count: recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: recurring?.trial_period_days ?? null,
    usage_type: recurring?.usage_type ?? "licensed",
  } satisfies Stored<Stripe.Plan>;
}

function termsOf(world: World, price: Price, currency: string): PriceTerms {
  const options = world.price_options.get(price.id);
  const tiers = currency === price.currency ? options?.tiers : options?.currency_options[currency]?.tiers;
  const transform = price.transform_quantity;
  return {
    unitAmountDecimal: unitAmountOf(world, price, currency) ?? "0",
    transformQuantity:
      transform === null ? null : { divideBy: transform.divide_by, round: transform.round === "up" ? "up" : "down" },
    tiers: tiers == null || price.tiers_mode === null ? null : tiersOf(price.tiers_mode, tiers),
  };
}

function tiersOf(mode: string, tiers: readonly Stored<Stripe.Price.Tier>[]): PriceTerms["tiers"] {
  return {
    mode: mode === "volume" ? "volume" : "graduated",
    steps: tiers.map((tier) => ({
      upTo: tier.up_to,
      unitAmountDecimal: tier.unit_amount_decimal ?? "0",
      flatAmountDecimal: tier.flat_amount_decimal ?? "0",
    })),
  };
}

function intervalName({ recurring }: Price): string {
  if (recurring === null) return "once";
  return recurring.interval_count === 1
    ? recurring.interval
    : `every ${recurring.interval_count} ${recurring.interval}s`;
}
