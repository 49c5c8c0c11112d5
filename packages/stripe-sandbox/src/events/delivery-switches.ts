import type { World } from "../store/world.ts";
import type { Delivery } from "./delivery.ts";

export const DELIVERY_MODES = ["duplicate", "reorder", "delay", "drop"] as const;

/** Asks for the next deliveries to go wrong in a chosen way. */
export interface DeliverySwitch {
  readonly id: string;
  readonly mode: (typeof DELIVERY_MODES)[number];
  /** Null matches every type. */
  readonly eventTypes: readonly string[] | null;
  readonly remaining: number;
  readonly delaySeconds: number;
}

/** What becomes of a new delivery: itself, twice, later, held back or lost. */
export function applyDeliverySwitches(world: World, delivery: Delivery): Delivery[] {
  const found = [...world.delivery_switches.values()].find(
    (each) => each.eventTypes === null || each.eventTypes.includes(delivery.eventType),
  );
  if (found === undefined) return [delivery];
  const remaining = found.remaining - 1;
  if (remaining > 0) world.delivery_switches.update(found.id, { remaining });
  else world.delivery_switches.delete(found.id);
  switch (found.mode) {
    case "duplicate":
      return [delivery, { ...delivery, id: world.deliveries.newId(), order: delivery.order + 0.5 }];
    case "delay":
      return [{ ...delivery, nextAttemptAt: (delivery.nextAttemptAt ?? 0) + found.delaySeconds }];
    case "drop":
      return [{ ...delivery, state: "dropped", nextAttemptAt: null }];
    case "reorder":
      // The last one of the group lets all of them go, the newest first.
      if (remaining === 0) world.afterCommit(() => world.transaction(null, () => releaseHeld(world)));
      return [{ ...delivery, state: "held", nextAttemptAt: null }];
  }
}

/** Sends what was held back, in reverse; returns how many. */
export function releaseHeld(world: World): number {
  const held = world.deliveries.where((delivery) => delivery.state === "held");
  const newestOrder = world.journal.idsMade;
  for (const [index, delivery] of held.entries()) {
    world.deliveries.update(delivery.id, {
      state: "pending",
      nextAttemptAt: world.realNow() + world.offsetSeconds,
      order: newestOrder - index / held.length,
    });
  }
  if (held.length > 0) world.afterCommit(() => world.onWorkScheduled?.());
  return held.length;
}
