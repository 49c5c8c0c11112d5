import { toFareboxError } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { Queue } from "./queue.ts";

/** Of this process. One listener does for all of them. */
const queues = new Map<Queue, Settings>();

/** When a process has nothing more to do, what is queued is delivered first. A signal or `process.exit()` leaves no time for that. */
export function flushOnExit(queue: Queue, settings: Settings): () => void {
  if (queues.size === 0) process.on("beforeExit", flushAll);
  queues.set(queue, settings);
  return () => {
    queues.delete(queue);
    if (queues.size === 0) process.off("beforeExit", flushAll);
  };
}

function flushAll(): void {
  for (const [queue, { totalTimeoutMs, onError }] of queues) {
    // A process that could not deliver in that time may end; a file still has everything.
    queues.delete(queue);
    if (queue.size > 0) queue.flush(totalTimeoutMs).catch((failure) => onError(toFareboxError(failure)));
  }
}
