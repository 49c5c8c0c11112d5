import { type DestinationStream, type Logger, pino } from "pino";
import { toLoggable } from "./loggable-error.ts";

/** Lines of JSON. What may be secret or personal is never handed to it; the list below is the second lock on that door. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: NEVER, censor: "[hidden]" }, serializers: { failure } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function failure(value: unknown): unknown {
  return value instanceof Error ? toLoggable(value) : value;
}

const NAMES = ["authorization", "cookie", "password", "token", "secret", "key", "email", "url", "headers", "body"];
const NEVER = NAMES.flatMap((name) => [name, `*.${name}`]);
