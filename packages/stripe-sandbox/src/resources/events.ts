import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { sendAgain } from "../events/enqueue-deliveries.ts";
import { boolean, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, noSuch } from "../wire/errors.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

/** Events older than this are not shown, as at Stripe. */
const SHOWN_SECONDS = 30 * 24 * 60 * 60;

export const eventRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/events",
    parameters: {
      ...pageParameters,
      created: range(),
      delivery_success: boolean(),
      type: string(),
      types: list(string(), { maximum: 20 }),
    },
    handle: ({ world, parameters: { created, delivery_success: success, type, types, ...page } }) => {
      if (type !== undefined && types !== undefined) {
        throw invalidRequest("You may only specify one of these parameters: type, types.", { param: "types" });
      }
      return pageOf(world.events, page, {
        url: "/v1/events",
        matches: (event) =>
          isShown(world, event) &&
          isInRange(event.created, created) &&
          (type === undefined || isOfType(event.type, type)) &&
          (types === undefined || types.includes(event.type)) &&
          (success === undefined || success === (event.pending_webhooks === 0)),
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/events/:event",
    parameters: {},
    handle: ({ world, path }) => shownEvent(world, path.event),
  }),
  route({
    // Asked for by `stripe events resend`.
    method: "POST",
    path: "/v1/events/:event/retry",
    parameters: { webhook_endpoint: required(string()), account: string() },
    handle: ({ world, path, parameters }) => {
      const event = shownEvent(world, path.event);
      const endpoint = world.webhook_endpoints.require(parameters.webhook_endpoint, "webhook_endpoint", 400);
      sendAgain(world, event, endpoint.id);
      return event;
    },
  }),
];

function shownEvent(world: World, id: string): Stored<Stripe.EventBase> {
  const event = world.events.require(id);
  if (!isShown(world, event)) throw noSuch("event", id);
  return event;
}

function isShown(world: World, event: Stored<Stripe.EventBase>): boolean {
  return now(world) - event.created < SHOWN_SECONDS;
}

/** `customer.*` asks for all that begin so. */
function isOfType(type: string, asked: string): boolean {
  return asked.endsWith("*") ? type.startsWith(asked.slice(0, -1)) : type === asked;
}
