import type { Clock } from "@farebox/sdk";
import type { BillingClient } from "./billing-client.ts";

const STEP_SECONDS = 10;

/** Time that passes for the product and for the calls of an SDK together, as fast as a test likes. */
export function createSdkTime(client: BillingClient): SdkTime {
  const timers = new Set<Timer>();
  let movedMs = 0;
  let requests = 0;
  const nowMs = () => performance.now() + movedMs;

  const clock: Clock = {
    nowMs,
    after(delayMs, run) {
      const timer: Timer = { dueAtMs: nowMs() + delayMs, run, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => remove(timer);
    },
  };

  return {
    clock,
    async fetch(input, init) {
      requests += 1;
      try {
        return await fetch(input, init);
      } finally {
        requests -= 1;
      }
    },
    async pass(seconds) {
      // Never so far at once that a heartbeat is missed.
      for (let left = seconds; left > 0; left -= STEP_SECONDS) {
        const step = Math.min(STEP_SECONDS, left);
        await client.must("POST", "/sandbox/clock", { body: { advanceSeconds: step } });
        movedMs += step * 1_000;
        for (const timer of timers) arm(timer);
        await quiet();
      }
    },
    quiet,
  };

  /** Until nothing is due and nothing is under way. */
  async function quiet(): Promise<void> {
    for (let calmTurns = 0; calmTurns < 3; ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const isCalm = requests === 0 && [...timers].every(({ dueAtMs }) => dueAtMs > nowMs());
      calmTurns = isCalm ? calmTurns + 1 : 0;
    }
  }

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(
      () => {
        remove(timer);
        timer.run();
      },
      Math.max(0, timer.dueAtMs - nowMs()),
    );
  }

  function remove(timer: Timer): void {
    clearTimeout(timer.handle);
    timers.delete(timer);
  }
}

export type SdkTime = {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly pass: (seconds: number) => Promise<void>;
  readonly quiet: () => Promise<void>;
};

type Timer = { readonly dueAtMs: number; readonly run: () => void; handle: NodeJS.Timeout | undefined };
