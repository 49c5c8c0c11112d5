import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { metadata } from "../parameters/metadata.ts";
import { currency } from "../parameters/money.ts";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { createPrice, recurringSchema } from "./create-price.ts";
import { applyProduct, createProduct, productShape } from "./create-product.ts";
import { currencyOptionsSchema, pricingShape } from "./price-options.ts";

const { tiers: _tiers, ...defaultPricing } = pricingShape;
const productType = enumeration(["good", "service"]);
const { id: _id, name: _name, ...changeable } = productShape;

export const productRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/products",
    parameters: {
      ...productShape,
      default_price_data: object({
        ...defaultPricing,
        currency: required(currency()),
        currency_options: currencyOptionsSchema,
        metadata: metadata(),
        recurring: recurringSchema,
      }),
      type: productType,
    },
    handle: ({ world, parameters }) => {
      const product = createProduct(world, parameters);
      if (parameters.default_price_data === undefined) return product;
      const price = createPrice(world, { ...parameters.default_price_data, product: product.id });
      const after = world.products.update(product.id, { default_price: price.id });
      emit(world, "product.updated", after, product);
      return after;
    },
  }),
  route({
    method: "GET",
    path: "/v1/products",
    parameters: {
      ...pageParameters,
      active: boolean(),
      created: range(),
      ids: list(string()),
      shippable: boolean(),
      type: productType,
      url: string(),
    },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.products, asked, {
        url: "/v1/products",
        matches: (product) =>
          (asked.active === undefined || product.active === asked.active) &&
          isInRange(product.created, asked.created) &&
          (asked.ids === undefined || asked.ids.includes(product.id)) &&
          (asked.shippable === undefined || product.shippable === asked.shippable) &&
          (asked.type === undefined || product.type === asked.type) &&
          (asked.url === undefined || product.url === asked.url),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/products/:product",
    parameters: {},
    handle: ({ world, path }) => world.products.require(path.product),
  }),
  route({
    method: "POST",
    path: "/v1/products/:product",
    parameters: { ...changeable, default_price: emptyable(string()), name: string() },
    handle: ({ world, path, parameters }) => {
      const before = world.products.require(path.product);
      const defaultPrice = parameters.default_price;
      if (defaultPrice != null) {
        const price = world.prices.require(defaultPrice, "default_price", 400);
        if (price.product !== before.id) {
          throw invalidRequest(`The price ${price.id} does not belong to the product ${before.id}.`, {
            param: "default_price",
          });
        }
        if (!price.active)
          throw invalidRequest("The default price of a product must be active.", { param: "default_price" });
      }
      const changed = {
        ...applyProduct(before, parameters),
        default_price: defaultPrice === undefined ? (before.default_price ?? null) : defaultPrice,
      };
      const isSame = JSON.stringify(changed) === JSON.stringify(before);
      const after = world.products.update(before.id, isSame ? {} : { ...changed, updated: now(world) });
      emit(world, "product.updated", after, before);
      return after;
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/products/:product",
    parameters: {},
    handle: ({ world, path }) => {
      const product = world.products.require(path.product);
      if (world.prices.where((price) => price.product === product.id).length > 0) {
        throw invalidRequest("This product cannot be deleted because it has one or more user-created prices.");
      }
      world.products.delete(product.id);
      emit(world, "product.deleted", product);
      return { id: product.id, object: "product", deleted: true } satisfies Stored<Stripe.DeletedProduct>;
    },
  }),
];

export const productExpandable: Expandable = { product: { default_price: byId("prices") } };
