import type { Hint } from "./live-feed.ts";

/** Who in this process follows which business. Bounded: beyond its capacity nobody more is let in. */
export class Hub {
  readonly #capacity: number;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #hearers = new Set<Hearer>();
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  readersOf(businessId: string): number {
    return this.#listeners.get(businessId)?.size ?? 0;
  }

  /** How to leave again; null when it is full. */
  join(businessId: string, listener: Listener): (() => void) | null {
    if (this.#size >= this.#capacity) return null;
    const listeners = this.#listeners.get(businessId) ?? new Set();
    this.#listeners.set(businessId, listeners.add(listener));
    this.#size += 1;
    return () => {
      if (!listeners.delete(listener)) return;
      this.#size -= 1;
      if (listeners.size === 0) this.#listeners.delete(businessId);
    };
  }

  /** Not a reader: it counts for no capacity. Answers how to stop. */
  hear(hearer: Hearer): () => void {
    this.#hearers.add(hearer);
    return () => void this.#hearers.delete(hearer);
  }

  tell(businessId: string, hint: Hint): void {
    for (const hearer of this.#hearers) hearer(businessId);
    for (const listener of this.#listeners.get(businessId) ?? []) listener(hint);
  }

  /** After something may have been missed. */
  tellAll(hint: Hint): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(hint);
  }
}

export type Listener = (hint: Hint) => void;
export type Hearer = (businessId: string) => void;
