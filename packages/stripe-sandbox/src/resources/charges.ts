import { emit } from "../events/emit.ts";
import { buildAddress, shipping } from "../parameters/address.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { amount } from "../parameters/money.ts";
import { email, enumeration, string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { object } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { capturePaymentIntent } from "./capture-payment-intent.ts";

export const chargeRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/charges",
    parameters: {
      ...pageParameters,
      created: range(),
      customer: string(),
      payment_intent: string(),
      transfer_group: string(),
    },
    handle: ({ world, parameters }) =>
      pageOf(world.charges, parameters, {
        url: "/v1/charges",
        matches: (charge) =>
          isInRange(charge.created, parameters.created) &&
          (parameters.customer === undefined || charge.customer === parameters.customer) &&
          (parameters.payment_intent === undefined || charge.payment_intent === parameters.payment_intent) &&
          (parameters.transfer_group === undefined || charge.transfer_group === parameters.transfer_group),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/charges/:charge",
    parameters: {},
    handle: ({ world, path }) => world.charges.require(path.charge),
  }),
  route({
    method: "POST",
    path: "/v1/charges/:charge",
    parameters: {
      customer: string(),
      description: emptyable(string()),
      fraud_details: object({ user_report: required(enumeration(["fraudulent", "safe"])) }),
      metadata: metadata(),
      receipt_email: emptyable(email()),
      shipping: shipping(),
      transfer_group: string(),
    },
    handle: ({ world, path, parameters }) => {
      const before = world.charges.require(path.charge);
      const { customer, metadata, shipping: ship, ...plain } = parameters;
      if (customer !== undefined && before.customer !== null && before.customer !== customer) {
        throw invalidRequest("You may only set the customer of a charge that has none.", { param: "customer" });
      }
      const after = world.charges.update(before.id, {
        ...withoutUndefined(plain),
        ...(customer === undefined ? {} : { customer: world.customers.require(customer, "customer", 400).id }),
        ...(ship === undefined
          ? {}
          : { shipping: { name: ship.name, phone: ship.phone ?? null, address: buildAddress(ship.address) } }),
        metadata: mergeMetadata(before.metadata, metadata),
      });
      emit(world, "charge.updated", after, before);
      return after;
    },
  }),
  route({
    method: "POST",
    path: "/v1/charges/:charge/capture",
    parameters: { amount: amount(1) },
    handle: ({ world, path, parameters }) => {
      const charge = world.charges.require(path.charge);
      if (charge.captured) {
        throw invalidRequest(`Charge ${charge.id} has already been captured.`, { code: "charge_already_captured" });
      }
      capturePaymentIntent(world, charge.payment_intent ?? "", { amountToCapture: parameters.amount, described: {} });
      return world.charges.require(charge.id);
    },
  }),
];

export const chargeExpandable: Expandable = {
  charge: {
    balance_transaction: byId("balance_transactions"),
    customer: byId("customers"),
    failure_balance_transaction: byId("balance_transactions"),
    payment_intent: byId("payment_intents"),
    refunds: (world, charge) =>
      pageOf(
        world.refunds,
        {},
        { url: `/v1/charges/${charge.id}/refunds`, matches: (each) => each.charge === charge.id },
      ),
    "payment_method_details.card.mandate": byId("mandates"),
  },
};
