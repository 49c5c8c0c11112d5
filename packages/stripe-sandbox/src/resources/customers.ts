import type Stripe from "stripe";
import { cancelWork } from "../clock/due-work.ts";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { address, buildAddress, shipping } from "../parameters/address.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";

import { signedAmount } from "../parameters/money.ts";
import { email, enumeration, integer, string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

type Customer = Stored<Stripe.Customer>;

const MAXIMUM_CUSTOMERS_OF_A_CLOCK = 3;

const writable = {
  address: emptyable(address()),
  balance: signedAmount(),
  description: emptyable(string()),
  email: emptyable(email()),
  invoice_prefix: string({ maximumLength: 12 }),
  invoice_settings: object({
    custom_fields: emptyable(list(object({ name: required(string()), value: required(string()) }), { maximum: 4 })),
    default_payment_method: emptyable(string()),
    footer: emptyable(string()),
  }),
  metadata: metadata(),
  name: emptyable(string({ maximumLength: 256 })),
  next_invoice_sequence: integer({ minimum: 1, maximum: 1_000_000_000 }),
  phone: emptyable(string({ maximumLength: 20 })),
  preferred_locales: list(string()),
  shipping: emptyable(shipping()),
  tax_exempt: emptyable(enumeration(["exempt", "none", "reverse"])),
};

export const customerRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/customers",
    parameters: { ...writable, payment_method: string(), test_clock: string() },
    handle: ({ world, parameters }) => createCustomer(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/customers",
    parameters: { ...pageParameters, created: range(), email: string(), test_clock: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.customers, parameters, {
        url: "/v1/customers",
        matches: (customer) =>
          isInRange(customer.created, parameters.created) &&
          (parameters.email === undefined || customer.email === parameters.email) &&
          (customer.test_clock ?? undefined) === parameters.test_clock,
      }),
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer",
    parameters: {},
    handle: ({ world, path }) =>
      world.customers.isDeleted(path.customer)
        ? deletedCustomer(path.customer)
        : world.customers.require(path.customer),
  }),
  route({
    method: "POST",
    path: "/v1/customers/:customer",
    parameters: writable,
    handle: ({ world, path, parameters }) => {
      const before = world.customers.require(path.customer);
      const after = world.customers.update(before.id, applyWritable(world, before, parameters));
      emit(world, "customer.updated", after, before);
      return after;
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/customers/:customer",
    parameters: {},
    handle: ({ world, path }) => deleteCustomer(world, world.customers.require(path.customer).id),
  }),
];

export const customerExpandable: Expandable = {
  customer: {
    "invoice_settings.default_payment_method": byId("payment_methods"),
    test_clock: byId("test_clocks"),
    subscriptions: (world, owner) =>
      pageOf(
        world.subscriptions,
        {},
        {
          url: `/v1/customers/${owner.id}/subscriptions`,
          matches: (each) => each.customer === owner.id && each.status !== "canceled",
        },
      ),
  },
};

function createCustomer(
  world: World,
  parameters: Parsed<typeof writable> & { payment_method?: string | undefined; test_clock?: string | undefined },
): Customer {
  const testClock = parameters.test_clock === undefined ? null : joinTestClock(world, parameters.test_clock);
  const id = world.customers.newId();
  const blank = {
    id,
    object: "customer",
    address: null,
    balance: 0,
    created: now(world, testClock),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: testClock,
  } satisfies Customer;
  const customer: Customer = { ...blank, ...applyWritable(world, blank, parameters) };
  world.customers.insert(customer);
  emit(world, "customer.created", customer);
  return customer;
}

function joinTestClock(world: World, id: string): string {
  const clock = world.test_clocks.require(id, "test_clock", 400);
  if (world.customers.where((customer) => customer.test_clock === clock.id).length >= MAXIMUM_CUSTOMERS_OF_A_CLOCK) {
    throw invalidRequest(`A test clock can have at most ${MAXIMUM_CUSTOMERS_OF_A_CLOCK} customers.`, {
      code: "test_clock_limit_exceeded",
      param: "test_clock",
    });
  }
  return clock.id;
}

/** The customer with the given parameters written over; what was not given stays. */
function applyWritable(world: World, customer: Customer, given: Parsed<typeof writable>): Customer {
  const { address: newAddress, shipping: newShipping, invoice_settings: settings, ...plain } = given;
  const defaultPaymentMethod = settings?.default_payment_method;
  if (defaultPaymentMethod != null) {
    world.payment_methods.require(defaultPaymentMethod, "invoice_settings[default_payment_method]", 400);
  }
  return {
    ...customer,
    ...withoutUndefined(plain),
    tax_exempt: given.tax_exempt === undefined ? (customer.tax_exempt ?? "none") : (given.tax_exempt ?? "none"),
    metadata: mergeMetadata(customer.metadata, given.metadata),
    invoice_settings: { ...customer.invoice_settings, ...withoutUndefined(settings ?? {}) },
    ...(newAddress === undefined ? {} : { address: newAddress && buildAddress(newAddress) }),
    ...(newShipping === undefined
      ? {}
      : {
          shipping: newShipping && {
            name: newShipping.name,
            phone: newShipping.phone ?? null,
            address: buildAddress(newShipping.address),
          },
        }),
  };
}

/** Its subscriptions end with it; the route of subscriptions does that, for it also knows their invoices. */
export function deleteCustomer(world: World, id: string): object {
  const customer = world.customers.require(id);
  cancelWork(world, null, id);
  world.customers.delete(id);
  emit(world, "customer.deleted", customer);
  return deletedCustomer(id);
}

function deletedCustomer(id: string) {
  return { id, object: "customer", deleted: true } satisfies Stored<Stripe.DeletedCustomer>;
}
