import type { World } from "../store/world.ts";

/** One delivery for each endpoint that asked for events of this type; returns how many. */
export function enqueueDeliveries(world: World, event: { readonly id: string; readonly type: string }): number {
  const endpoints = world.webhook_endpoints.where(
    (endpoint) =>
      endpoint.status === "enabled" &&
      endpoint.enabled_events.some((pattern) => pattern === "*" || pattern === event.type),
  );
  for (const endpoint of endpoints) {
    world.deliveries.insert({
      id: world.deliveries.newId(),
      event: event.id,
      endpoint: endpoint.id,
      state: "pending",
      attempts: [],
      nextAttemptAt: world.realNow() + world.offsetSeconds,
    });
  }
  if (endpoints.length > 0) world.afterCommit(() => world.onWorkScheduled?.());
  return endpoints.length;
}
