import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { boolean, enumeration, string, url } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { paymentMethodShape } from "../payments/card-parameters.ts";
import type { World } from "../store/world.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { buildSetupIntent, type SetupIntent } from "./build-setup-intent.ts";
import { givenMethod } from "./confirm-payment-intent.ts";
import { confirmSetupIntent, unexpectedSetupState } from "./confirm-setup-intent.ts";
import { futureUsage, mandateData, methodFilters, methodOptions, methodTypes } from "./payment-intent-parameters.ts";

const changeable = {
  ...methodFilters,
  customer: string(),
  description: emptyable(string()),
  metadata: metadata(),
  payment_method: string(),
  payment_method_data: object(paymentMethodShape),
  payment_method_options: methodOptions,
  payment_method_types: methodTypes,
};

const atConfirmation = { mandate_data: emptyable(mandateData), return_url: url(), use_stripe_sdk: boolean() };

const createShape = {
  ...changeable,
  ...atConfirmation,
  automatic_payment_methods: object({
    allow_redirects: enumeration(["always", "never"]),
    enabled: required(boolean()),
  }),
  confirm: boolean(),
  usage: futureUsage,
};

export const setupIntentRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/setup_intents",
    parameters: createShape,
    handle: ({ world, parameters }) => createSetupIntent(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/setup_intents",
    parameters: { ...pageParameters, created: range(), customer: string(), payment_method: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.setup_intents, parameters, {
        url: "/v1/setup_intents",
        matches: (intent) =>
          isInRange(intent.created, parameters.created) &&
          (parameters.customer === undefined || intent.customer === parameters.customer) &&
          (parameters.payment_method === undefined || intent.payment_method === parameters.payment_method),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/setup_intents/:intent",
    parameters: { client_secret: string() },
    handle: ({ world, path }) => world.setup_intents.require(path.intent, "intent"),
  }),
  route({
    method: "POST",
    path: "/v1/setup_intents/:intent",
    parameters: changeable,
    handle: ({ world, path, parameters }) => updateSetupIntent(world, path.intent, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/setup_intents/:intent/confirm",
    parameters: {
      ...atConfirmation,
      client_secret: string(),
      payment_method: string(),
      payment_method_data: object(paymentMethodShape),
      payment_method_options: methodOptions,
    },
    handle: ({ world, path, parameters }) => confirmSetupIntent(world, path.intent, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/setup_intents/:intent/cancel",
    parameters: { cancellation_reason: enumeration(["abandoned", "duplicate", "requested_by_customer"]) },
    handle: ({ world, path, parameters }) => {
      const before = world.setup_intents.require(path.intent, "intent");
      checkOpen(before, "canceled");
      const intent = world.setup_intents.update(before.id, {
        status: "canceled",
        cancellation_reason: parameters.cancellation_reason ?? null,
        next_action: null,
      });
      emit(world, "setup_intent.canceled", intent);
      return intent;
    },
  }),
];

export const setupIntentExpandable: Expandable = {
  setup_intent: {
    customer: byId("customers"),
    latest_attempt: byId("setup_attempts"),
    mandate: byId("mandates"),
    payment_method: byId("payment_methods"),
  },
};

function createSetupIntent(world: World, given: Parsed<typeof createShape>): SetupIntent {
  const built = buildSetupIntent(world, given);
  const method = givenMethod(world, built, given);
  const intent = world.setup_intents.insert({
    ...built,
    payment_method: method?.id ?? null,
    status: method === null ? "requires_payment_method" : "requires_confirmation",
  });
  emit(world, "setup_intent.created", intent);
  if (given.confirm !== true) return intent;
  const { mandate_data, return_url, use_stripe_sdk } = given;
  return confirmSetupIntent(world, intent.id, { mandate_data, return_url, use_stripe_sdk });
}

function updateSetupIntent(world: World, id: string, given: Parsed<typeof changeable>): SetupIntent {
  const before = world.setup_intents.require(id, "intent");
  const { customer, description, payment_method_types, allowed_payment_method_types } = given;
  const isDescriptive = Object.keys(given).every((name) => ["description", "metadata"].includes(name));
  if (!isDescriptive) checkOpen(before, "updated");
  const owner = customer === undefined ? before.customer : world.customers.require(customer, "customer", 400).id;
  const method = givenMethod(world, { customer: owner }, given)?.id ?? before.payment_method;
  return world.setup_intents.update(id, {
    ...withoutUndefined({ description, payment_method_types, allowed_payment_method_types }),
    customer: owner,
    payment_method: method,
    metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    ...(isDescriptive
      ? {}
      : { status: method === null ? "requires_payment_method" : "requires_confirmation", next_action: null }),
  });
}

function checkOpen(intent: SetupIntent, verb: "canceled" | "updated"): void {
  const open = ["requires_payment_method", "requires_confirmation", "requires_action"];
  if (open.includes(intent.status)) return;
  throw unexpectedSetupState(
    intent,
    `You cannot ${verb === "canceled" ? "cancel" : "update"} this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of the following statuses may be ${verb}: ${open.join(", ")}.`,
  );
}
