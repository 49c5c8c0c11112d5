import { ApiError } from "./api-error.ts";

/**
 * How much this process takes on at once. Beyond it a call hears `overloaded` and when to come back, before any work is
 * done for it: a queue that only grows would make everybody wait until nobody waits any more.
 */
export function createAdmission({ mostCalls = MOST_CALLS, mostBytes = MOST_BYTES }: AdmissionSize = {}): Admission {
  let calls = 0;
  let bytes = 0;
  return {
    async during(work) {
      if (calls >= mostCalls) throw new ApiError("overloaded", { retryAfterSeconds: RETRY_AFTER_SECONDS });
      calls += 1;
      try {
        return await work();
      } finally {
        calls -= 1;
      }
    },
    openVisit() {
      let held = 0;
      return {
        hold(count) {
          if (bytes + count > mostBytes) return false;
          bytes += count;
          held += count;
          return true;
        },
        end() {
          bytes -= held;
          held = 0;
        },
      };
    },
  };
}

export type Admission = {
  /** Does one call's work, if there is room for it. Throws `overloaded`. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly openVisit: () => Visit;
};

/** One request, from its first byte to its answer. */
export type Visit = {
  /** Room for more of its body; false when there is none. */
  readonly hold: (bytes: number) => boolean;
  readonly end: () => void;
};

export type AdmissionSize = { readonly mostCalls?: number; readonly mostBytes?: number };

const MOST_CALLS = 4_096;
const MOST_BYTES = 256 * 1024 * 1024;
const RETRY_AFTER_SECONDS = 1;
