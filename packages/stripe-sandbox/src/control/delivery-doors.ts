import { releaseHeld } from "../events/delivery-switches.ts";
import { rollSecret, validSecrets } from "../events/endpoint-secret.ts";
import { sendAgain } from "../events/enqueue-deliveries.ts";
import { integer, string } from "../parameters/scalars.ts";
import { type Door, door } from "./door.ts";

/** What was delivered, and what to deliver again. */
export const deliveryDoors: Door[] = [
  door({
    method: "GET",
    path: "/_sandbox/deliveries",
    parameters: { event: string(), endpoint: string() },
    handle: ({ world, parameters }) => ({
      data: world.deliveries.where(
        (delivery) =>
          (parameters.event === undefined || delivery.event === parameters.event) &&
          (parameters.endpoint === undefined || delivery.endpoint === parameters.endpoint),
      ),
    }),
  }),
  door({
    method: "POST",
    path: "/_sandbox/deliveries/settle",
    parameters: {},
    handle: async ({ world, timekeeper }) => {
      await timekeeper.settle();
      return { pending: world.deliveries.where((delivery) => delivery.state === "pending").length };
    },
  }),
  door({
    method: "POST",
    path: "/_sandbox/deliveries/release",
    parameters: {},
    handle: ({ world }) => ({ released: world.transaction(null, () => releaseHeld(world)) }),
  }),
  door({
    method: "POST",
    path: "/_sandbox/events/:event/send",
    parameters: { endpoint: string() },
    handle: async ({ world, timekeeper, path, parameters }) => {
      const event = world.events.require(path["event"] ?? "");
      const endpoints =
        parameters.endpoint === undefined
          ? world.webhook_endpoints.where((endpoint) => endpoint.status === "enabled")
          : [world.webhook_endpoints.require(parameters.endpoint, "endpoint")];
      const sent = world.transaction(null, () => endpoints.map((endpoint) => sendAgain(world, event, endpoint.id).id));
      await timekeeper.settle();
      return { data: sent.map((id) => world.deliveries.require(id)) };
    },
  }),
  door({
    method: "POST",
    path: "/_sandbox/webhook_endpoints/:endpoint/roll_secret",
    parameters: { expires_in_seconds: integer({ minimum: 0 }) },
    handle: ({ world, path, parameters }) => {
      const endpoint = world.webhook_endpoints.require(path["endpoint"] ?? "");
      const secret = world.transaction(null, () =>
        rollSecret(world, endpoint.id, { oldOnesExpireInSeconds: parameters.expires_in_seconds ?? 0 }),
      );
      return { secret, valid: validSecrets(world, endpoint.id) };
    },
  }),
];
