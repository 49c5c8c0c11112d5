import { Logger as WorkerLogger } from "graphile-worker";
import type { Logger } from "pino";
import { toLoggable } from "../loggable-error.ts";

/** The worker's words in our log. Its details may hold whole jobs, so only the failure is kept of them. */
export function toWorkerLog(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, details) => {
    const facts = {
      worker: scope.workerId ?? scope.label,
      ...(details?.["error"] !== undefined && { failure: toLoggable(details["error"]) }),
    };
    switch (level) {
      case "error":
        return log.error(facts, message);
      case "warning":
        return log.warn(facts, message);
      case "info":
        return log.debug(facts, message);
      case "debug":
        return log.trace(facts, message);
    }
  });
}
