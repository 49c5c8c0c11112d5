import { insertPriceOnce, retirePrice } from "@farebox/db/selling";
import type { Deps } from "../../deps.ts";
import type { PriceStep } from "./compare-prices.ts";
import { metadataOf, type WantedPrice } from "./wanted-price.ts";

/** One step. Each can be repeated after a crash in its middle: the next comparison finds what it left behind. */
export async function applyPriceStep(deps: Pick<Deps, "db" | "stripe">, step: PriceStep): Promise<void> {
  const { db } = deps;
  const { api } = deps.stripe;
  switch (step.do) {
    case "create_product":
      // Its id is its own: a second one of the same kind cannot come to be.
      await api.products.create(step.product);
      return;
    case "name_product":
      await api.products.update(step.product.id, { name: step.product.name, active: true });
      return;
    case "create_price": {
      const { id } = await createPrice(deps, step.price, step.replaces);
      await filePrice(deps, step.price, id);
      return;
    }
    case "file_price":
      await filePrice(deps, step.price, step.priceId);
      return;
    case "retire_price":
      await retirePrice(db.service, step.priceId);
  }
}

function createPrice({ stripe }: Pick<Deps, "stripe">, price: WantedPrice, replaces: string | null) {
  const { lookupKey, amount, currency, interval, product } = price;
  const metadata = metadataOf(price);
  // The one before is part of the key: a price that goes back to what it was is a new one all the same.
  const content = [lookupKey, amount, currency, ...Object.values(metadata), replaces ?? "first"];
  return stripe.api.prices.create(
    {
      product: product.id,
      lookup_key: lookupKey,
      transfer_lookup_key: true,
      unit_amount: amount,
      currency,
      tax_behavior: "exclusive",
      metadata,
      ...(interval !== null && { recurring: { interval } }),
    },
    { idempotencyKey: `catalogue:${content.join(":")}` },
  );
}

async function filePrice({ db }: Pick<Deps, "db">, price: WantedPrice, priceId: string): Promise<void> {
  const { lookupKey, product, sells, businessId, amount, currency } = price;
  await insertPriceOnce(db.service, { priceId, productId: product.id, lookupKey, sells, businessId, amount, currency });
}
