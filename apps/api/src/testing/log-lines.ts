import type { Logger } from "pino";
import { createLog } from "../log.ts";

/** A log that keeps what was written, to look for what must not be in it. */
export function keepLog(): { readonly log: Logger; readonly text: () => string } {
  let text = "";
  const log = createLog("trace", {
    write: (line) => {
      text += line;
    },
  });
  return { log, text: () => text };
}
