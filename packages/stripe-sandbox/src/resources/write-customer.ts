import type Stripe from "stripe";
import { cancelWork } from "../clock/due-work.ts";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { address, buildAddress, shipping } from "../parameters/address.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { signedAmount } from "../parameters/money.ts";
import { email, enumeration, integer, string } from "../parameters/scalars.ts";
import { emptyable, only, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { endSubscription } from "../subscribing/end-subscription.ts";
import { invalidRequest } from "../wire/errors.ts";
import { attachPaymentMethod } from "./attach-payment-method.ts";
import { requirePaymentMethod } from "./payment-methods.ts";

export type Customer = Stored<Stripe.Customer>;

const MAXIMUM_CUSTOMERS_OF_A_CLOCK = 3;
const customField = object({
  name: required(string({ maximumLength: 40 })),
  value: required(string({ maximumLength: 140 })),
});

const invoicePrefix = only(
  string(),
  (prefix) => /^[A-Z0-9]{3,12}$/u.test(prefix),
  "The invoice prefix must be 3 to 12 uppercase letters or numbers.",
);

/** What may be said about a customer at any time. */
export const customerShape = {
  address: emptyable(address()),
  balance: signedAmount(),
  description: emptyable(string()),
  email: emptyable(email()),
  invoice_prefix: invoicePrefix,
  invoice_settings: object({
    custom_fields: emptyable(list(customField, { maximum: 4 })),
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

export const newCustomerShape = { ...customerShape, payment_method: string(), test_clock: string() };

export function createCustomer(world: World, given: Parsed<typeof newCustomerShape>): Customer {
  const testClock = given.test_clock === undefined ? null : joinTestClock(world, given.test_clock);
  const id = world.customers.newId();
  const blank = world.customers.insert({
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
  } satisfies Customer);
  const customer = world.customers.update(id, changedCustomer(world, blank, withOwnMethod(world, id, given)));
  emit(world, "customer.created", customer);
  return customer;
}

/** The customer with what was given written over. */
export function changedCustomer(world: World, customer: Customer, given: Parsed<typeof customerShape>): Customer {
  const { address: newAddress, shipping: newShipping, invoice_settings: settings, ...plain } = given;
  checkPrefix(world, customer.id, given.invoice_prefix);
  checkDefaultPaymentMethod(world, customer.id, settings?.default_payment_method ?? null);
  return {
    ...customer,
    ...withoutUndefined(plain),
    tax_exempt: given.tax_exempt === undefined ? (customer.tax_exempt ?? "none") : (given.tax_exempt ?? "none"),
    metadata: mergeMetadata(customer.metadata, given.metadata),
    invoice_settings: { ...customer.invoice_settings, ...withoutUndefined(settings ?? {}) },
    ...(newAddress === undefined ? {} : { address: newAddress && buildAddress(newAddress) }),
    ...(newShipping === undefined ? {} : { shipping: newShipping && buildShipping(newShipping) }),
  };
}

/** Two customers with one prefix would have invoices of the same number. */
function checkPrefix(world: World, id: string, prefix: string | undefined): void {
  const owner = world.customers.where((each) => each.invoice_prefix === prefix && each.id !== id)[0];
  if (prefix === undefined || owner === undefined) return;
  throw invalidRequest("Invoice prefix has already been used by another customer in your account.", {
    param: "invoice_prefix",
  });
}

/** Ends the customer's subscriptions with it. */
export function deleteCustomer(world: World, customer: Customer) {
  const { id } = customer;
  for (const { id: subscription, status } of world.subscriptions.where((each) => each.customer === id)) {
    if (status === "canceled" || status === "incomplete_expired") continue;
    endSubscription(world, subscription, { reason: "cancellation_requested" });
  }
  for (const taxId of world.tax_ids.where((each) => each.customer === id)) world.tax_ids.delete(taxId.id);
  cancelWork(world, null, id);
  const last = world.customers.require(id);
  world.customers.delete(id);
  emit(world, "customer.deleted", last);
  return deletedCustomer(id);
}

export function deletedCustomer(id: string) {
  return { id, object: "customer", deleted: true } satisfies Stored<Stripe.DeletedCustomer>;
}

function joinTestClock(world: World, id: string): string {
  const clock = world.test_clocks.require(id, "test_clock", 400);
  if (world.customers.where((customer) => customer.test_clock === clock.id).length >= MAXIMUM_CUSTOMERS_OF_A_CLOCK) {
    throw invalidRequest(`A test clock can have at most ${MAXIMUM_CUSTOMERS_OF_A_CLOCK} customers.`, {
      param: "test_clock",
    });
  }
  return clock.id;
}

/**
 * Attaches the payment method a customer is made with. `pm_card_visa` and its like mean a new method each time, so that
 * the same word as default means the one that was attached.
 */
function withOwnMethod(
  world: World,
  customer: string,
  given: Parsed<typeof newCustomerShape>,
): Parsed<typeof customerShape> {
  const { payment_method: asked, test_clock: _testClock, ...rest } = given;
  if (asked === undefined) return rest;
  const { id } = attachPaymentMethod(world, requirePaymentMethod(world, asked), customer);
  const settings = rest.invoice_settings;
  return settings?.default_payment_method === asked
    ? { ...rest, invoice_settings: { ...settings, default_payment_method: id } }
    : rest;
}

function checkDefaultPaymentMethod(world: World, customer: string, id: string | null): void {
  if (id === null || world.payment_methods.get(id)?.customer === customer) return;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: "resource_missing", param: "invoice_settings[default_payment_method]" },
  );
}

function buildShipping(given: NonNullable<Parsed<typeof customerShape>["shipping"]>) {
  return { name: given.name, phone: given.phone ?? null, address: buildAddress(given.address) };
}
