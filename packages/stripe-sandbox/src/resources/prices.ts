import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { currency } from "../parameters/money.ts";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import { emptyable } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { byId, type Expandable, type Expandee } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { createPrice, priceShape, takeLookupKey } from "./create-price.ts";
import { buildCurrencyOptions, buildPricing, currencyOptionsSchema } from "./price-options.ts";

export const priceRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/prices",
    parameters: priceShape,
    handle: ({ world, parameters }) => createPrice(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/prices",
    parameters: {
      ...pageParameters,
      active: boolean(),
      created: range(),
      currency: currency(),
      lookup_keys: list(string(), { maximum: 10 }),
      product: string(),
      recurring: object({
        interval: enumeration(["day", "month", "week", "year"]),
        meter: string(),
        usage_type: enumeration(["licensed", "metered"]),
      }),
      type: enumeration(["one_time", "recurring"]),
    },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.prices, asked, {
        url: "/v1/prices",
        matches: (price) =>
          (asked.active === undefined || price.active === asked.active) &&
          isInRange(price.created, asked.created) &&
          (asked.currency === undefined || price.currency === asked.currency) &&
          (asked.lookup_keys === undefined ||
            (price.lookup_key !== null && asked.lookup_keys.includes(price.lookup_key))) &&
          (asked.product === undefined || price.product === asked.product) &&
          (asked.recurring?.interval === undefined || price.recurring?.interval === asked.recurring.interval) &&
          (asked.recurring?.usage_type === undefined || price.recurring?.usage_type === asked.recurring.usage_type) &&
          (asked.recurring?.meter === undefined || price.recurring?.meter === asked.recurring.meter) &&
          (asked.type === undefined || price.type === asked.type),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/prices/:price",
    parameters: {},
    handle: ({ world, path }) => world.prices.require(path.price, "price"),
  }),
  route({
    method: "POST",
    path: "/v1/prices/:price",
    parameters: {
      active: boolean(),
      currency_options: emptyable(currencyOptionsSchema),
      lookup_key: emptyable(string({ maximumLength: 200 })),
      metadata: metadata(),
      nickname: emptyable(string()),
      tax_behavior: enumeration(["exclusive", "inclusive", "unspecified"]),
      transfer_lookup_key: boolean(),
    },
    handle: ({ world, path, parameters }) => {
      const before = world.prices.require(path.price, "price");
      if (parameters.lookup_key != null && parameters.lookup_key !== before.lookup_key) {
        takeLookupKey(world, parameters.lookup_key, parameters.transfer_lookup_key === true);
      }
      if (parameters.currency_options !== undefined) {
        const options = world.price_options.require(before.id);
        world.price_options.update(before.id, {
          currency_options: buildCurrencyOptions(parameters.currency_options ?? {}, {
            currency: before.currency,
            pricing: {
              ...buildPricing({}),
              unit_amount: before.unit_amount,
              unit_amount_decimal: before.unit_amount_decimal,
            },
            tiers: options.tiers,
          }),
        });
      }
      const after = world.prices.update(before.id, {
        active: parameters.active ?? before.active,
        lookup_key: parameters.lookup_key === undefined ? before.lookup_key : parameters.lookup_key,
        metadata: mergeMetadata(before.metadata, parameters.metadata),
        nickname: parameters.nickname === undefined ? before.nickname : parameters.nickname,
        tax_behavior: parameters.tax_behavior ?? before.tax_behavior,
      });
      emit(world, "price.updated", after, before);
      return after;
    },
  }),
];

export const priceExpandable: Expandable = {
  price: {
    product: byId("products"),
    tiers: (world, price) => optionsOf(world, price).tiers,
    currency_options: (world, price) => optionsOf(world, price).currency_options,
  },
};

function optionsOf(world: World, price: Expandee) {
  return world.price_options.require(price.id ?? "");
}
