import { FareboxError, isUnavailable } from "../errors.ts";
import { backOffMs } from "../http/back-off.ts";
import type { Ask } from "../procedures.ts";
import type { Settings } from "../settings.ts";
import { checkEvent } from "./check-event.ts";
import { type Posted, postUsage } from "./post-usage.ts";
import type { UsageEvent, UsageResult } from "./usage-types.ts";

const MOST_AT_ONCE = 500;
const MOST_REQUESTS = 4;

/**
 * `usage.record`: whatever is waiting travels in one request while another is under way; an event that comes alone goes
 * at once. No timer holds anything back.
 */
export function createRecorder(ask: Ask, settings: Settings): (event: UsageEvent) => Promise<UsageResult> {
  const waiting: Waiting[] = [];
  let requests = 0;
  let isScheduled = false;

  return (event) =>
    new Promise((resolve, reject) => {
      checkEvent(event);
      waiting.push({ event, resolve, reject, deadline: performance.now() + settings.totalTimeoutMs, failures: 0 });
      schedule();
    });

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    // What is recorded in the same turn travels together.
    queueMicrotask(() => {
      isScheduled = false;
      while (requests < MOST_REQUESTS && waiting.length > 0) void deliver(waiting.splice(0, MOST_AT_ONCE));
    });
  }

  async function deliver(batch: readonly Waiting[]): Promise<void> {
    requests += 1;
    const timeoutMs = Math.max(1, Math.min(...batch.map(({ deadline }) => deadline)) - performance.now());
    const posted = await postUsage(
      ask,
      batch.map(({ event }) => event),
      { timeoutMs },
    );
    requests -= 1;
    for (const [index, one] of batch.entries()) tell(one, posted[index] as Posted);
    schedule();
  }

  function tell(one: Waiting, posted: Posted): void {
    if (!(posted instanceof FareboxError)) {
      one.resolve(posted);
      return;
    }
    // A neighbour's deadline may have cut this one's short.
    one.failures += 1;
    const waitMs = backOffMs(one.failures);
    const again = () => {
      waiting.push(one);
      schedule();
    };
    if (isUnavailable(posted) && performance.now() + waitMs < one.deadline) setTimeout(again, waitMs);
    else one.reject(posted);
  }
}

type Waiting = {
  readonly event: UsageEvent;
  readonly resolve: (result: UsageResult) => void;
  readonly reject: (error: FareboxError) => void;
  readonly deadline: number;
  failures: number;
};
