import type { Instant } from "@farebox/billing-core";

/**
 * The database's clock between two answers: what an answer told, and what this machine's monotonic clock counted since. It
 * is never ahead of the database's, because an answer is read after it was given; how far it is behind, the guarded
 * statement judges. It decides nothing by itself.
 */
export class HeardClock {
  readonly #monotonicMs: () => number;
  #ahead = -Infinity;
  #heardAt = -Infinity;

  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs;
  }

  /** An answer told the time it was given at. The one that took least time to arrive tells most, for a while. */
  hear(databaseNow: Instant): void {
    const at = this.#monotonicMs();
    const ahead = databaseNow - at;
    if (ahead < this.#ahead && at - this.#heardAt < RENEWED_AFTER_MS) return;
    this.#ahead = ahead;
    this.#heardAt = at;
  }

  /** Null when the last answer is too long ago: two clocks drift apart. */
  now(): Instant | null {
    const at = this.#monotonicMs();
    return at - this.#heardAt > LONGEST_MS ? null : Math.floor(at + this.#ahead);
  }
}

const RENEWED_AFTER_MS = 5_000;
const LONGEST_MS = 10_000;
