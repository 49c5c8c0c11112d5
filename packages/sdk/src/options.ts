import type { Clock } from "./clock.ts";
import type { FareboxError } from "./errors.ts";
import type { UsageEvent, UsageResult } from "./usage/usage-types.ts";

/** How to reach Farebox, and what to do when it cannot be reached. */
export type FareboxOptions = {
  /** Where Farebox answers, such as `https://billing.example.com`. A missing one, as the environment may have it, is refused at once. */
  readonly url: string | undefined;
  /** `fb_live_…` or `fb_test_…`. It belongs on a server, never into a browser. */
  readonly key: string | undefined;
  /** The business that is charged, for keys of the whole installation. A key of one business needs none. */
  readonly businessId?: string | undefined;
  /**
   * What a call may do while Farebox cannot be reached. `"deny"` (the default): none starts, and a live one goes on for
   * the seconds it was granted. `{ allowSeconds }`: one may start, or go on beyond its granted seconds, for so many
   * seconds at most; they are booked afterwards, once.
   */
  readonly onUnavailable?: "deny" | Allowance | undefined;
  /** Usage that was reported with `usage.enqueue`. */
  readonly queue?: QueueOptions | undefined;
  /** Of one attempt, until the whole answer was read. 5,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Of a request with all its attempts. 20,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** Of `calls.start`, during which a caller hears nothing. 5,000. */
  readonly startTimeoutMs?: number | undefined;
  /** Hears of failures that nobody awaits: a listener that threw, a queue that does not get through. Default: `console.warn`. */
  readonly onError?: ((error: FareboxError) => void) | undefined;
  /** Hears of enqueued usage that was refused for good, such as `insufficient_tokens`. Default: told to `onError`. */
  readonly onRefused?: ((event: UsageEvent, result: UsageResult) => void) | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Time that calls are measured in, for tests that do not want to wait. Default: the monotonic clock. */
  readonly clock?: Clock | undefined;
};

export type Allowance = {
  /** At most this much of each call, over all outages it lives through. */
  readonly allowSeconds: number;
  /** Books allowed seconds whatever the balance is by then. The key needs `admin`. */
  readonly allowOverdraft?: boolean | undefined;
};

export type QueueOptions = {
  /** Keeps what is queued in this file, so that a crash loses nothing. One process at a time. Default: memory. */
  readonly file?: string | undefined;
  /** More than this is refused with `queue_full`. 100,000. */
  readonly maxEvents?: number | undefined;
};
