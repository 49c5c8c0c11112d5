import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { API_VERSION } from "../events/emit.ts";
import { rollSecret } from "../events/endpoint-secret.ts";
import { EVENT_TYPES } from "../events/event-types.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { boolean, string, url } from "../parameters/scalars.ts";
import { emptyable, only, required } from "../parameters/schema.ts";
import { list } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { pageOf, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;

const MAXIMUM_ENDPOINTS = 16;
const writable = { description: emptyable(string()), metadata: metadata() };

export const webhookEndpointRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/webhook_endpoints",
    parameters: {
      ...writable,
      api_version: only(
        string(),
        (version) => version === API_VERSION,
        `The sandbox renders events at API version ${API_VERSION} and at no other.`,
      ),
      connect: boolean(),
      enabled_events: required(list(string())),
      url: required(url()),
    },
    handle: ({ world, parameters }) => {
      if (parameters.connect === true)
        throw invalidRequest("The sandbox has no connected accounts.", { param: "connect" });
      if (world.webhook_endpoints.size >= MAXIMUM_ENDPOINTS) {
        throw invalidRequest(`You have reached the maximum of ${MAXIMUM_ENDPOINTS} test webhook endpoints.`);
      }
      const endpoint = insertEndpoint(world, {
        url: parameters.url,
        api_version: parameters.api_version ?? null,
        description: parameters.description ?? null,
        enabled_events: checkedEvents(parameters.enabled_events),
        metadata: mergeMetadata({}, parameters.metadata),
      });
      // Shown this once; after that only the receiver knows it.
      return { ...endpoint, secret: rollSecret(world, endpoint.id) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/webhook_endpoints",
    parameters: pageParameters,
    handle: ({ world, parameters }) => pageOf(world.webhook_endpoints, parameters, { url: "/v1/webhook_endpoints" }),
  }),
  route({
    method: "GET",
    path: "/v1/webhook_endpoints/:endpoint",
    parameters: {},
    handle: ({ world, path }) => world.webhook_endpoints.require(path.endpoint),
  }),
  route({
    method: "POST",
    path: "/v1/webhook_endpoints/:endpoint",
    parameters: { ...writable, disabled: boolean(), enabled_events: list(string()), url: url() },
    handle: ({ world, path, parameters }) => {
      const endpoint = world.webhook_endpoints.require(path.endpoint);
      return world.webhook_endpoints.update(endpoint.id, {
        url: parameters.url ?? endpoint.url,
        description: parameters.description === undefined ? endpoint.description : parameters.description,
        enabled_events:
          parameters.enabled_events === undefined ? endpoint.enabled_events : checkedEvents(parameters.enabled_events),
        metadata: mergeMetadata(endpoint.metadata, parameters.metadata),
        status: parameters.disabled === undefined ? endpoint.status : parameters.disabled ? "disabled" : "enabled",
      });
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/webhook_endpoints/:endpoint",
    parameters: {},
    handle: ({ world, path }) => {
      const { id } = world.webhook_endpoints.require(path.endpoint);
      for (const secret of world.endpoint_secrets.where((each) => each.endpoint === id)) {
        world.endpoint_secrets.delete(secret.id);
      }
      world.webhook_endpoints.delete(id);
      return { id, object: "webhook_endpoint", deleted: true } satisfies Stored<Stripe.DeletedWebhookEndpoint>;
    },
  }),
];

/** An endpoint the sandbox is started with. */
export interface EndpointGiven {
  readonly url: string;
  /** `whsec_…`; made up where it is left out. */
  readonly secret?: string;
  /** All events, where it is left out. */
  readonly enabledEvents?: readonly string[];
}

export function ensureEndpoint(world: World, given: EndpointGiven): WebhookEndpoint {
  const enabled_events = checkedEvents([...(given.enabledEvents ?? ["*"])]);
  const existing = world.webhook_endpoints.where((endpoint) => endpoint.url === given.url)[0];
  const endpoint =
    existing === undefined
      ? insertEndpoint(world, { url: given.url, enabled_events, api_version: null, description: null, metadata: {} })
      : world.webhook_endpoints.update(existing.id, { enabled_events, status: "enabled" });
  if (existing === undefined || given.secret !== undefined) {
    rollSecret(world, endpoint.id, given.secret === undefined ? {} : { secret: given.secret });
  }
  return endpoint;
}

function insertEndpoint(
  world: World,
  given: Pick<WebhookEndpoint, "url" | "enabled_events" | "api_version" | "description" | "metadata">,
): WebhookEndpoint {
  return world.webhook_endpoints.insert({
    id: world.webhook_endpoints.newId(),
    object: "webhook_endpoint",
    api_version: given.api_version,
    application: null,
    created: now(world),
    description: given.description,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: given.metadata,
    status: "enabled",
    url: given.url,
  } satisfies WebhookEndpoint);
}

function checkedEvents(types: string[]): string[] {
  if (types.length === 0) {
    throw invalidRequest("You must specify at least one event in enabled_events.", { param: "enabled_events" });
  }
  for (const [index, type] of types.entries()) {
    if (type !== "*" && !EVENT_TYPES.has(type)) {
      throw invalidRequest(`Invalid enabled_events[${index}]: '${type}' is not an event type.`, {
        param: `enabled_events[${index}]`,
      });
    }
  }
  if (types.length > 1 && types.includes("*")) {
    throw invalidRequest("Receiving all events ('*') leaves nothing to name besides.", { param: "enabled_events" });
  }
  return types;
}
