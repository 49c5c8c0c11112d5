import { expireSession } from "../checkout/complete-session.ts";
import { createSession } from "../checkout/create-session.ts";
import { sessionShape } from "../checkout/session-parameters.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { email, enumeration, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { object } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, type PageAsked, pageOf, pageOfRows, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const checkoutSessionRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/checkout/sessions",
    parameters: sessionShape,
    handle: ({ world, parameters }) => createSession(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/checkout/sessions",
    parameters: {
      ...pageParameters,
      created: range(),
      customer: string(),
      customer_details: object({ email: required(email()) }),
      payment_intent: string(),
      status: enumeration(["complete", "expired", "open"]),
      subscription: string(),
    },
    handle: ({ world, parameters }) =>
      pageOf(world.checkout_sessions, parameters, {
        url: "/v1/checkout/sessions",
        matches: (session) =>
          isInRange(session.created, parameters.created) &&
          (["customer", "payment_intent", "status", "subscription"] as const).every(
            (name) => parameters[name] === undefined || session[name] === parameters[name],
          ) &&
          (parameters.customer_details === undefined ||
            session.customer_details?.email === parameters.customer_details.email),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/checkout/sessions/:session",
    parameters: {},
    handle: ({ world, path }) => world.checkout_sessions.require(path.session, "session"),
  }),
  route({
    method: "POST",
    path: "/v1/checkout/sessions/:session",
    parameters: { metadata: metadata() },
    handle: ({ world, path, parameters }) => {
      const before = world.checkout_sessions.require(path.session, "session");
      return world.checkout_sessions.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/checkout/sessions/:session/line_items",
    parameters: pageParameters,
    handle: ({ world, path, parameters }) =>
      lineItemsOf(world, world.checkout_sessions.require(path.session, "session").id, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/checkout/sessions/:session/expire",
    parameters: {},
    handle: ({ world, path }) => expireSession(world, path.session),
  }),
];

export const checkoutSessionExpandable: Expandable = {
  "checkout.session": {
    customer: byId("customers"),
    invoice: byId("invoices"),
    line_items: (world, session) => lineItemsOf(world, session.id ?? "", {}),
    payment_intent: byId("payment_intents"),
    setup_intent: byId("setup_intents"),
    subscription: byId("subscriptions"),
  },
};

function lineItemsOf(world: World, id: string, asked: PageAsked) {
  return pageOfRows(world.checkout_plans.require(id).lineItems, asked, `/v1/checkout/sessions/${id}/line_items`);
}
