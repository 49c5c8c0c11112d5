/** Measures how long calls last. It never goes back, and says nothing about the time of day. */
export type Clock = {
  readonly nowMs: () => number;
  /** Runs once, so many milliseconds from now; the answer cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
};

export const MONOTONIC_CLOCK: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
