import { emit } from "../events/emit.ts";
import { enumeration, string } from "../parameters/scalars.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { buildPaymentIntent, changedIntent, type PaymentIntent } from "./build-payment-intent.ts";
import { cancelPaymentIntent } from "./cancel-payment-intent.ts";
import { capturePaymentIntent } from "./capture-payment-intent.ts";
import { confirmPaymentIntent, givenMethod, unexpectedState } from "./confirm-payment-intent.ts";
import { captureShape, confirmShape, createShape, updateShape } from "./payment-intent-parameters.ts";

export const paymentIntentRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/payment_intents",
    parameters: createShape,
    handle: ({ world, parameters }) => createPaymentIntent(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/payment_intents",
    parameters: { ...pageParameters, created: range(), customer: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.payment_intents, parameters, {
        url: "/v1/payment_intents",
        matches: (intent) =>
          isInRange(intent.created, parameters.created) &&
          (parameters.customer === undefined || intent.customer === parameters.customer),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/payment_intents/:intent",
    parameters: { client_secret: string() },
    handle: ({ world, path, parameters }) => requireIntent(world, path.intent, parameters.client_secret),
  }),
  route({
    method: "POST",
    path: "/v1/payment_intents/:intent",
    parameters: updateShape,
    handle: ({ world, path, parameters }) => updatePaymentIntent(world, path.intent, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/payment_intents/:intent/confirm",
    parameters: confirmShape,
    handle: ({ world, path, parameters }) => {
      requireIntent(world, path.intent, parameters.client_secret);
      return confirmPaymentIntent(world, path.intent, parameters);
    },
  }),
  route({
    method: "POST",
    path: "/v1/payment_intents/:intent/capture",
    parameters: captureShape,
    handle: ({ world, path, parameters }) =>
      capturePaymentIntent(world, path.intent, {
        amountToCapture: parameters.amount_to_capture,
        described: {
          metadata: parameters.metadata,
          statement_descriptor: parameters.statement_descriptor,
          statement_descriptor_suffix: parameters.statement_descriptor_suffix,
        },
      }),
  }),
  route({
    method: "POST",
    path: "/v1/payment_intents/:intent/cancel",
    parameters: {
      cancellation_reason: enumeration(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]),
    },
    handle: ({ world, path, parameters }) =>
      cancelPaymentIntent(world, path.intent, parameters.cancellation_reason ?? null),
  }),
];

export const paymentIntentExpandable: Expandable = {
  payment_intent: {
    customer: byId("customers"),
    latest_charge: byId("charges"),
    payment_method: byId("payment_methods"),
  },
};

function createPaymentIntent(world: World, given: Parsed<typeof createShape>): PaymentIntent {
  const { confirm, automatic_payment_methods, confirmation_method, ...rest } = given;
  const { mandate, mandate_data, off_session, return_url, error_on_requires_action, use_stripe_sdk, ...described } =
    rest;
  const atConfirmation = { mandate, mandate_data, off_session, return_url, error_on_requires_action, use_stripe_sdk };
  if (confirm !== true) refuseWithoutConfirm(atConfirmation);
  if (given.automatic_payment_methods?.enabled === true && given.payment_method_types !== undefined) {
    throw invalidRequest(
      "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.",
    );
  }
  const built = changedIntent(
    buildPaymentIntent(world, { ...described, automatic_payment_methods, confirmation_method }),
    described,
  );
  const method = givenMethod(world, built, given);
  const intent = world.payment_intents.insert({
    ...built,
    payment_method: method?.id ?? null,
    status: method === null ? "requires_payment_method" : "requires_confirmation",
  });
  emit(world, "payment_intent.created", intent);
  return confirm === true ? confirmPaymentIntent(world, intent.id, atConfirmation) : intent;
}

function updatePaymentIntent(world: World, id: string, given: Parsed<typeof updateShape>): PaymentIntent {
  const before = world.payment_intents.require(id, "intent");
  const isOpen = ["requires_payment_method", "requires_confirmation", "requires_action"].includes(before.status);
  const late = Object.keys(given).find((name) => !ALWAYS_CHANGEABLE.has(name));
  if (!isOpen && late !== undefined) {
    throw unexpectedState(
      before,
      `This PaymentIntent's ${late} could not be updated because it has a status of ${before.status}. You may only update the ${late} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
    );
  }
  const customer =
    given.customer === undefined ? before.customer : world.customers.require(given.customer, "customer", 400).id;
  const method = givenMethod(world, { customer }, given);
  const isAsIs = late === undefined;
  return world.payment_intents.update(id, {
    ...changedIntent(before, given),
    customer,
    payment_method: method?.id ?? before.payment_method,
    // What was asked of the customer was asked for the old terms.
    ...(isAsIs
      ? {}
      : {
          status: (method?.id ?? before.payment_method) === null ? "requires_payment_method" : "requires_confirmation",
          next_action: null,
        }),
  });
}

function requireIntent(world: World, id: string, clientSecret: string | undefined): PaymentIntent {
  const intent = world.payment_intents.require(id, "intent");
  if (clientSecret === undefined || clientSecret === intent.client_secret) return intent;
  throw invalidRequest(
    "The client_secret provided does not match the client_secret associated with the PaymentIntent.",
    {
      code: "payment_intent_invalid_parameter",
      param: "client_secret",
    },
  );
}

function refuseWithoutConfirm(given: object): void {
  const early = Object.entries(given).find(([name, value]) => value !== undefined && name !== "use_stripe_sdk");
  if (early === undefined) return;
  throw invalidRequest(
    `The parameter \`${early[0]}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`,
    {
      param: early[0],
    },
  );
}

const ALWAYS_CHANGEABLE = new Set(["description", "metadata", "receipt_email", "shipping"]);
