import type { Clock } from "@farebox/sdk";
import type { Door } from "../product/door.ts";

/**
 * Money time that runs faster than the clock on the wall, for the product and for the calls of an SDK: each second it is
 * moved on by what is missing. At speed 1 nothing is done.
 */
export function quicken(door: Door, speed: number): FastTime {
  if (speed === 1) return { clock: undefined, nowMs: () => performance.now(), stop: () => Promise.resolve() };
  const timers = new Set<Timer>();
  let movedMs = 0;
  let isStopped = false;
  const nowMs = () => performance.now() + movedMs;
  const arm = (timer: Timer) => {
    clearTimeout(timer.handle);
    const run = () => {
      timers.delete(timer);
      timer.run();
    };
    timer.handle = setTimeout(run, Math.max(0, timer.dueAtMs - nowMs()));
  };
  const move = async () => {
    while (!isStopped) {
      await new Promise((resume) => setTimeout(resume, 1_000));
      await door.must("POST", "/sandbox/clock", { body: { advanceSeconds: speed - 1 } });
      // Only now: no call may count further than the ledger.
      movedMs += (speed - 1) * 1_000;
      for (const timer of timers) arm(timer);
    }
  };
  const moving = move().catch(() => undefined);
  return {
    nowMs,
    clock: {
      nowMs,
      after(delayMs, run) {
        const timer: Timer = { dueAtMs: nowMs() + delayMs, run, handle: undefined };
        timers.add(timer);
        arm(timer);
        return () => {
          clearTimeout(timer.handle);
          timers.delete(timer);
        };
      },
    },
    stop() {
      isStopped = true;
      return moving;
    },
  };
}

export type FastTime = {
  /** Undefined where the SDK's own will do. */
  readonly clock: Clock | undefined;
  readonly nowMs: () => number;
  /** Answers when nothing is under way any more: the product may go. */
  readonly stop: () => Promise<void>;
};

type Timer = { readonly dueAtMs: number; readonly run: () => void; handle: NodeJS.Timeout | undefined };
