import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { boolean, decimal, string, url } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";

export type Product = Stored<Stripe.Product>;

const taxDetails = object({ performance_location: string(), tax_code: emptyable(string()) });
const dimension = required(decimal(2));

/** What a product made along with a price may say. */
export const productDataShape = {
  active: boolean(),
  id: string({ maximumLength: 255 }),
  metadata: metadata(),
  name: required(string()),
  statement_descriptor: string({ maximumLength: 22 }),
  tax_code: emptyable(string()),
  tax_details: taxDetails,
  unit_label: emptyable(string({ maximumLength: 12 })),
};

export const productShape = {
  ...productDataShape,
  description: emptyable(string({ maximumLength: 40_000 })),
  images: emptyable(list(url(), { maximum: 8 })),
  marketing_features: emptyable(list(object({ name: required(string({ maximumLength: 80 })) }), { maximum: 15 })),
  package_dimensions: emptyable(object({ height: dimension, length: dimension, weight: dimension, width: dimension })),
  shippable: boolean(),
  url: emptyable(url()),
};

export type ProductGiven = Omit<Partial<Parsed<typeof productShape>>, "name"> & { readonly name?: string | undefined };

export function createProduct(
  world: World,
  given: Parsed<typeof productDataShape> & ProductGiven & { readonly type?: "good" | "service" | undefined },
): Product {
  const id = given.id ?? world.products.newId();
  if (world.products.get(id) !== undefined || world.products.isDeleted(id)) {
    throw invalidRequest(`Product already exists: '${id}'`, { code: "resource_already_exists", param: "id" });
  }
  if (!/^[\w.:-]+$/u.test(id)) throw invalidRequest(`Invalid product id: ${id}`, { param: "id" });
  const time = now(world);
  const blank = {
    id,
    object: "product",
    active: true,
    created: time,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: given.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: given.type ?? "service",
    unit_label: null,
    updated: time,
    url: null,
  } satisfies Product;
  const product = world.products.insert(applyProduct(blank, given));
  emit(world, "product.created", product);
  return product;
}

/** The product with what was given written over. */
export function applyProduct(product: Product, given: ProductGiven): Product {
  const { package_dimensions: size, tax_details: details } = given;
  const keep = <T>(value: T | undefined, current: T): T => (value === undefined ? current : value);
  return {
    ...product,
    active: keep(given.active, product.active),
    description: keep(given.description, product.description),
    images: given.images === undefined ? product.images : (given.images ?? []),
    marketing_features:
      given.marketing_features === undefined ? product.marketing_features : (given.marketing_features ?? []),
    metadata: mergeMetadata(product.metadata, given.metadata),
    name: given.name ?? product.name,
    package_dimensions:
      size === undefined
        ? product.package_dimensions
        : size && {
            height: Number(size.height),
            length: Number(size.length),
            weight: Number(size.weight),
            width: Number(size.width),
          },
    shippable: keep<boolean | null>(given.shippable, product.shippable),
    statement_descriptor: keep(given.statement_descriptor, product.statement_descriptor ?? null),
    tax_code: keep(given.tax_code, product.tax_code ?? null),
    tax_details:
      details === undefined
        ? product.tax_details
        : { performance_location: details.performance_location ?? null, tax_code: details.tax_code ?? null },
    unit_label: keep(given.unit_label, product.unit_label ?? null),
    url: keep(given.url, product.url),
  };
}
