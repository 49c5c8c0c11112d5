import type Stripe from "stripe";
import { now, nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { buildAddress } from "../parameters/address.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import { integer, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { buildCard } from "../payments/build-card.ts";
import {
  billingDetailsShape,
  checkExpiry,
  type GivenCard,
  paymentMethodShape,
  readCard,
} from "../payments/card-parameters.ts";
import { findTestCardByPaymentMethod } from "../payments/find-test-card.ts";
import { readIban } from "../payments/test-bank-accounts.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { pageOf, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { attachPaymentMethod, detachPaymentMethod } from "./attach-payment-method.ts";

export type PaymentMethod = Stored<Stripe.PaymentMethod>;

const filters = { allow_redisplay: paymentMethodShape.allow_redisplay, type: string() };

export const paymentMethodRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/payment_methods",
    parameters: paymentMethodShape,
    handle: ({ world, parameters }) => createPaymentMethod(world, parameters, { now: now(world), param: "" }),
  }),
  route({
    method: "GET",
    path: "/v1/payment_methods",
    parameters: { ...pageParameters, ...filters, customer: string() },
    handle: ({ world, parameters }) => listOf(world, parameters.customer, parameters, "/v1/payment_methods"),
  }),
  route({
    method: "GET",
    path: "/v1/payment_methods/:payment_method",
    parameters: {},
    handle: ({ world, path }) => requirePaymentMethod(world, path.payment_method, "payment_method", 404),
  }),
  route({
    method: "POST",
    path: "/v1/payment_methods/:payment_method",
    parameters: {
      allow_redisplay: paymentMethodShape.allow_redisplay,
      billing_details: object(billingDetailsShape),
      card: object({ exp_month: integer(), exp_year: integer() }),
      metadata: paymentMethodShape.metadata,
    },
    handle: ({ world, path, parameters }) => {
      const before = world.payment_methods.require(path.payment_method, "payment_method");
      if (before.customer === null) {
        throw invalidRequest("You must save this PaymentMethod to a customer before you can update it.");
      }
      const { billing_details: details, card, metadata, ...plain } = parameters;
      if (card !== undefined && before.card !== undefined) {
        const { exp_month: expMonth = before.card.exp_month, exp_year: expYear = before.card.exp_year } = card;
        checkExpiry({ expMonth, expYear, now: nowOfCustomer(world, before.customer), param: "card" });
      }
      const after = world.payment_methods.update(before.id, {
        ...withoutUndefined(plain),
        ...(card === undefined || before.card === undefined
          ? {}
          : { card: { ...before.card, ...withoutUndefined(card) } }),
        billing_details: billingDetails(details ?? {}, before.billing_details),
        metadata: mergeMetadata(before.metadata ?? {}, metadata),
      });
      emit(world, "payment_method.updated", after, before);
      return after;
    },
  }),
  route({
    method: "POST",
    path: "/v1/payment_methods/:payment_method/attach",
    parameters: { customer: required(string()) },
    handle: ({ world, path, parameters }) => {
      const customer = world.customers.require(parameters.customer, "customer", 400).id;
      const method = requirePaymentMethod(world, path.payment_method, "payment_method", 404);
      return attachPaymentMethod(world, method, customer);
    },
  }),
  route({
    method: "POST",
    path: "/v1/payment_methods/:payment_method/detach",
    parameters: {},
    handle: ({ world, path }) =>
      detachPaymentMethod(world, world.payment_methods.require(path.payment_method, "payment_method")),
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/payment_methods",
    parameters: { ...pageParameters, ...filters },
    handle: ({ world, path, parameters }) => {
      const customer = world.customers.require(path.customer, "customer").id;
      return listOf(world, customer, parameters, `/v1/customers/${customer}/payment_methods`);
    },
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/payment_methods/:payment_method",
    parameters: {},
    handle: ({ world, path }) => {
      const customer = world.customers.require(path.customer, "customer").id;
      const method = world.payment_methods.require(path.payment_method, "payment_method");
      if (method.customer === customer) return method;
      throw invalidRequest(
        `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
        { code: "resource_missing", param: "payment_method", status: 404 },
      );
    },
  }),
];

export const paymentMethodExpandable: Expandable = { payment_method: { customer: byId("customers") } };

/** The method an id means; a documented test id such as `pm_card_visa` means a new one each time, as in Stripe's test mode. */
export function requirePaymentMethod(world: World, id: string, param = "payment_method", status = 400): PaymentMethod {
  const testCard = findTestCardByPaymentMethod(id);
  if (testCard === null) return world.payment_methods.require(id, param, status);
  return insertPaymentMethod(
    world,
    { type: "card" },
    {
      card: { testCard, expMonth: null, expYear: null, hasSecurityCode: true },
      now: now(world),
    },
  );
}

/** Makes one from its details; `param` is where they stood in the request. */
export function createPaymentMethod(
  world: World,
  given: Parsed<typeof paymentMethodShape>,
  at: { now: number; param: string },
): PaymentMethod {
  const path = (name: string) => (at.param === "" ? name : `${at.param}[${name}]`);
  const details = given[given.type];
  if (details === undefined) {
    throw invalidRequest(`Missing required param: ${path(given.type)}.`, {
      code: "parameter_missing",
      param: path(given.type),
    });
  }
  if (given.type === "sepa_debit") return insertPaymentMethod(world, given, { card: null, now: at.now });
  const card = readCard(given.card ?? {}, { now: at.now, param: path("card") });
  return insertPaymentMethod(world, given, { card, now: at.now });
}

function insertPaymentMethod(
  world: World,
  given: Parsed<typeof paymentMethodShape>,
  { card, now: created }: { card: GivenCard | null; now: number },
): PaymentMethod {
  const details = billingDetails(given.billing_details ?? {});
  const built = {
    id: world.payment_methods.newId(),
    object: "payment_method",
    allow_redisplay: given.allow_redisplay ?? "unspecified",
    billing_details: details,
    ...(card === null
      ? { sepa_debit: readIban(given.sepa_debit?.iban ?? "") }
      : {
          card: buildCard(card, {
            now: created,
            hasAddress: details.address?.line1 != null || details.address?.postal_code != null,
          }),
        }),
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    type: given.type,
  } satisfies PaymentMethod;
  return world.payment_methods.insert(built);
}

function billingDetails(
  given: Parsed<typeof billingDetailsShape>,
  before?: Stored<Stripe.PaymentMethod.BillingDetails>,
): Stored<Stripe.PaymentMethod.BillingDetails> {
  const blank = { address: buildAddress({}), email: null, name: null, phone: null, tax_id: null };
  const { address, ...plain } = given;
  return {
    ...(before ?? blank),
    ...withoutUndefined(plain),
    ...(address === undefined ? {} : { address: buildAddress(address ?? {}) }),
  };
}

function listOf(
  world: World,
  customer: string | undefined,
  asked: Parsed<typeof pageParameters> & Parsed<typeof filters>,
  url: string,
) {
  if (customer !== undefined) world.customers.require(customer, "customer", 400);
  return pageOf(world.payment_methods, asked, {
    url,
    matches: (method) =>
      (customer === undefined || method.customer === customer) &&
      (asked.type === undefined || method.type === asked.type) &&
      (asked.allow_redisplay === undefined || method.allow_redisplay === asked.allow_redisplay),
  });
}
