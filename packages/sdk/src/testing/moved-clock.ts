import type { Clock } from "../clock.ts";

/** A clock that stands still until it is moved, and then runs what has become due, in order. */
export class MovedClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<{ readonly dueAtMs: number; readonly run: () => void }>();

  readonly nowMs = (): number => this.#nowMs;

  readonly after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { dueAtMs: this.#nowMs + delayMs, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Stops at each timer on the way, and waits there until `isQuiet`. */
  async move(seconds: number, isQuiet: () => boolean): Promise<void> {
    const untilMs = this.#nowMs + seconds * 1_000;
    for (;;) {
      const due = [...this.#timers].sort((one, two) => one.dueAtMs - two.dueAtMs)[0];
      if (due === undefined || due.dueAtMs > untilMs) break;
      this.#timers.delete(due);
      this.#nowMs = Math.max(this.#nowMs, due.dueAtMs);
      due.run();
      do await new Promise((resolve) => setTimeout(resolve, 1));
      while (!isQuiet());
    }
    this.#nowMs = untilMs;
  }
}
