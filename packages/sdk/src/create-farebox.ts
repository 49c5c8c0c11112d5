import { createCalls } from "./calls/create-calls.ts";
import { closed, FareboxError } from "./errors.ts";
import type { Farebox } from "./farebox.ts";
import { createAsk } from "./http/ask.ts";
import type { FareboxOptions } from "./options.ts";
import { createProcedures } from "./procedures.ts";
import { refuseBrowser } from "./refuse-browser.ts";
import { toSettings } from "./settings.ts";
import { flushOnExit } from "./usage/flush-on-exit.ts";
import { Queue } from "./usage/queue.ts";
import { createRecorder } from "./usage/record-usage.ts";
import type { Usage, UsageEvent } from "./usage/usage-types.ts";

/** A client of one Farebox, with one key. One is enough for a process. */
export function createFarebox(options: FareboxOptions): Farebox {
  refuseBrowser();
  const settings = toSettings(options);
  const ask = createAsk(settings);
  const procedures = createProcedures(ask);
  const queue = new Queue(ask, settings);
  const { leaveAll, ...calls } = createCalls(ask, settings, queue);
  const forgetExit = flushOnExit(queue, settings);
  let closing: Promise<void> | null = null;

  const recordOne = createRecorder(ask, settings);
  // The overloads are what callers see; here one function answers both.
  const record = (async (events: UsageEvent | readonly UsageEvent[]) => {
    if (closing !== null) throw closed();
    return Array.isArray(events) ? Promise.all(events.map(recordOne)) : recordOne(events as UsageEvent);
  }) as Usage["record"];

  return {
    ...procedures,
    usage: {
      ...procedures.usage,
      record,
      enqueue: (event) => queue.enqueue(event),
      flush: () => queue.flush(settings.totalTimeoutMs),
      get queued() {
        return queue.size;
      },
    },
    calls,
    close,
    [Symbol.asyncDispose]: close,
  };

  function close(): Promise<void> {
    closing ??= closeAll();
    return closing;
  }

  async function closeAll(): Promise<void> {
    leaveAll();
    forgetExit();
    try {
      if (queue.size > 0) await queue.flush(settings.totalTimeoutMs);
    } catch (error) {
      if (error instanceof FareboxError) settings.onError(error);
    } finally {
      await queue.close();
    }
  }
}
