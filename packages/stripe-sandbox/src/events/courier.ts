import { now } from "../clock/now.ts";
import type { World } from "../store/world.ts";
import type { Delivery } from "./delivery.ts";
import { type DeliveryOptions, sendDelivery } from "./send-delivery.ts";

/**
 * Carries out deliveries: one after the other for each endpoint, in the order of their events, so that only a switch
 * changes the order; a slow endpoint holds up no other.
 */
export class Courier {
  readonly #world: World;
  readonly #options: DeliveryOptions;
  readonly #rounds = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(world: World, options: DeliveryOptions) {
    this.#world = world;
    this.#options = options;
  }

  /** Settles when all that is due now has been tried. */
  async deliverDue(): Promise<void> {
    const endpoints = new Set(this.#due().map((delivery) => delivery.endpoint));
    for (const endpoint of endpoints) {
      if (this.#rounds.has(endpoint)) continue;
      const round = this.#deliverTo(endpoint).finally(() => this.#rounds.delete(endpoint));
      this.#rounds.set(endpoint, round);
    }
    await Promise.all(this.#rounds.values());
  }

  /** No delivery begins after this; settles when the one under way has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#rounds.values());
  }

  async #deliverTo(endpoint: string): Promise<void> {
    while (!this.#isClosed) {
      const [next] = this.#due(endpoint).sort(
        (one, other) => (one.nextAttemptAt ?? 0) - (other.nextAttemptAt ?? 0) || one.order - other.order,
      );
      if (next === undefined) return;
      await sendDelivery(this.#world, next, this.#options);
    }
  }

  #due(endpoint?: string): Delivery[] {
    const time = now(this.#world);
    const due: Delivery[] = [];
    for (const delivery of this.#world.deliveries.live()) {
      if (delivery.nextAttemptAt === null || delivery.nextAttemptAt > time) continue;
      if (endpoint === undefined || delivery.endpoint === endpoint) due.push(delivery);
    }
    return due;
  }
}

/** Sandbox seconds of the next try that is planned; null when there is none. */
export function nextDeliveryAt(world: World): number | null {
  let earliest: number | null = null;
  for (const { nextAttemptAt } of world.deliveries.live()) {
    if (nextAttemptAt !== null && (earliest === null || nextAttemptAt < earliest)) earliest = nextAttemptAt;
  }
  return earliest;
}
