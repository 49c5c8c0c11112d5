import { toFareboxError } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { Queue } from "./queue.ts";

/** When a process has nothing more to do, what is queued is delivered first. A signal or `process.exit()` leaves no time for that. */
export function flushOnExit(queue: Queue, settings: Settings): () => void {
  let isTried = false;
  const flush = () => {
    // A process that could not deliver in that time may end; a file still has everything.
    if (isTried || queue.size === 0) return;
    isTried = true;
    queue.flush(settings.totalTimeoutMs).catch((failure) => settings.onError(toFareboxError(failure)));
  };
  process.on("beforeExit", flush);
  return () => void process.off("beforeExit", flush);
}
