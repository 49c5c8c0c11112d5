import { cancelWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { amount } from "../parameters/money.ts";
import { enumeration, string } from "../parameters/scalars.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { announce, createRefund, giveBack } from "./create-refund.ts";

const createShape = {
  amount: amount(1),
  charge: string(),
  metadata: metadata(),
  payment_intent: string(),
  reason: enumeration(["duplicate", "fraudulent", "requested_by_customer"]),
};

export const refundRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/refunds",
    parameters: createShape,
    handle: ({ world, parameters }) => createRefund(world, chargeOf(world, parameters), parameters),
  }),
  route({
    method: "GET",
    path: "/v1/refunds",
    parameters: { ...pageParameters, charge: string(), created: range(), payment_intent: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.refunds, parameters, {
        url: "/v1/refunds",
        matches: (refund) =>
          isInRange(refund.created, parameters.created) &&
          (parameters.charge === undefined || refund.charge === parameters.charge) &&
          (parameters.payment_intent === undefined || refund.payment_intent === parameters.payment_intent),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/refunds/:refund",
    parameters: {},
    handle: ({ world, path }) => world.refunds.require(path.refund, "refund"),
  }),
  route({
    method: "POST",
    path: "/v1/refunds/:refund",
    parameters: { metadata: metadata() },
    handle: ({ world, path, parameters }) => {
      const before = world.refunds.require(path.refund, "refund");
      const refund = world.refunds.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
      });
      announce(world, refund, before);
      return refund;
    },
  }),
  route({
    method: "POST",
    path: "/v1/refunds/:refund/cancel",
    parameters: {},
    handle: ({ world, path }) => cancelRefund(world, path.refund),
  }),
];

export const refundExpandable: Expandable = {
  refund: {
    balance_transaction: byId("balance_transactions"),
    charge: byId("charges"),
    customer: byId("customers"),
    failure_balance_transaction: byId("balance_transactions"),
    payment_intent: byId("payment_intents"),
    payment_method: byId("payment_methods"),
  },
};

function chargeOf(world: World, given: Parsed<typeof createShape>): string {
  if (given.charge !== undefined) return given.charge;
  if (given.payment_intent === undefined) {
    throw invalidRequest("One of the following params should be provided for this request: payment_intent or charge.");
  }
  const intent = world.payment_intents.require(given.payment_intent, "payment_intent", 400);
  const charge = intent.latest_charge === null ? undefined : world.charges.get(intent.latest_charge);
  if (charge?.status === "succeeded") return charge.id;
  throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    param: "payment_intent",
  });
}

/** A refund still on its way may be taken back for half an hour, as test mode allows it. */
function cancelRefund(world: World, id: string) {
  const before = world.refunds.require(id, "refund");
  const age = nowOfCustomer(world, before.customer) - before.created;
  if (before.status !== "pending" || age > CANCELABLE_SECONDS) {
    throw invalidRequest(`Refund ${id} cannot be canceled because it has a status of ${before.status}.`);
  }
  cancelWork(world, null, id);
  return giveBack(world, before, "canceled");
}

const CANCELABLE_SECONDS = 30 * 60;
