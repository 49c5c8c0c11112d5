import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { createLog, openLogDestination } from "../log.ts";

/** The log goes to a file of the home, so that the terminal stays readable; the file of the start before is kept beside it. */
export async function openLocalLog(home: string, level: string): Promise<{ readonly log: Logger; close(): void }> {
  const path = join(home, "farebox.log");
  await rename(path, `${path}.before`).catch(() => undefined);
  const destination = openLogDestination(path);
  return {
    log: createLog(level, destination),
    close: destination.close,
  };
}
