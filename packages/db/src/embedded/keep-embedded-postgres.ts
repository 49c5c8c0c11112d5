import { setTimeout as delay } from "node:timers/promises";
import { isProcessRunning } from "./process-identity.ts";
import { type EmbeddedPostgres, type StartOptions, startEmbeddedPostgres } from "./start-embedded-postgres.ts";

const LOOK_MILLISECONDS = 100;
const TRY_AGAIN_MILLISECONDS = 1_000;

/**
 * Starts the server of a home, and starts it again at the same address whenever it ends without being asked to: whoever
 * is connected finds it back with everything that was committed.
 */
export async function keepEmbeddedPostgres(options: StartOptions): Promise<Omit<EmbeddedPostgres, "pid">> {
  const log = options.log ?? (() => undefined);
  const stopping = new AbortController();
  let current = await startEmbeddedPostgres(options);

  async function keep(): Promise<void> {
    while (await pause(LOOK_MILLISECONDS, stopping.signal)) {
      if (await isProcessRunning(current.pid)) continue;
      log("The database ended; starting it again.");
      current = await startAgain();
    }
  }

  async function startAgain(): Promise<EmbeddedPostgres> {
    for (;;) {
      try {
        return await startEmbeddedPostgres({ ...options, port: current.port });
      } catch (error) {
        log(`The database could not be started again: ${error instanceof Error ? error.message : String(error)}`);
        if (!(await pause(TRY_AGAIN_MILLISECONDS, stopping.signal))) return current;
      }
    }
  }

  const keeping = keep();
  return {
    ownerUrl: current.ownerUrl,
    superuserUrl: current.superuserUrl,
    port: current.port,
    stop: async () => {
      stopping.abort();
      await keeping;
      await current.stop();
    },
  };
}

/** False when it was cut short. */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return delay(milliseconds, true, { signal, ref: false }).catch(() => false);
}
