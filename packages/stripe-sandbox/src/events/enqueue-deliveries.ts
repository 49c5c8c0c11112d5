import type { World } from "../store/world.ts";
import type { Delivery } from "./delivery.ts";
import { applyDeliverySwitches } from "./delivery-switches.ts";

interface Happened {
  readonly id: string;
  readonly type: string;
}

/** One delivery for each endpoint that asked for events of this type; returns how many. */
export function enqueueDeliveries(world: World, event: Happened): number {
  const endpoints = world.webhook_endpoints.where(
    (endpoint) =>
      endpoint.status === "enabled" &&
      endpoint.enabled_events.some((pattern) => pattern === "*" || pattern === event.type),
  );
  for (const endpoint of endpoints) {
    for (const delivery of applyDeliverySwitches(world, newDelivery(world, event, endpoint.id))) {
      world.deliveries.insert(delivery);
    }
  }
  if (endpoints.length > 0) world.afterCommit(() => world.onWorkScheduled?.());
  return endpoints.length;
}

/** Sends an event once more, whatever became of it before. */
export function sendAgain(world: World, event: Happened, endpoint: string): Delivery {
  world.afterCommit(() => world.onWorkScheduled?.());
  return world.deliveries.insert(newDelivery(world, event, endpoint));
}

function newDelivery(world: World, event: Happened, endpoint: string): Delivery {
  return {
    id: world.deliveries.newId(),
    event: event.id,
    eventType: event.type,
    endpoint,
    state: "pending",
    attempts: [],
    nextAttemptAt: world.realNow() + world.offsetSeconds,
    order: world.journal.idsMade,
  };
}
