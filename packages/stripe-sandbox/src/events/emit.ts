import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import type { Records } from "../store/collections.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { enqueueDeliveries } from "./enqueue-deliveries.ts";
import { previousAttributes } from "./previous-attributes.ts";

export const API_VERSION = "2026-10-28.endive";

/**
 * Records that something happened to `object`, and plans its deliveries. For `….updated` give the object as it was
 * before: the event then carries the old values of what changed, and nothing is emitted when nothing did. Events are
 * made in the sandbox's time even where the object lives on a test clock, so that their order is the order they happened.
 */
export function emit(world: World, type: Stripe.Event.Type, object: object, before?: object): void {
  const previous = before === undefined ? undefined : previousAttributes(before, object);
  if (previous !== undefined && Object.keys(previous).length === 0) return;
  const id = world.events.newId();
  const event = {
    id,
    object: "event",
    api_version: API_VERSION,
    created: now(world),
    data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: world.request?.id ?? null, idempotency_key: world.request?.idempotencyKey ?? null },
    type,
  } satisfies Stored<Stripe.EventBase>;
  world.events.insert({ ...event, pending_webhooks: enqueueDeliveries(world, event) } satisfies Records["events"]);
}
