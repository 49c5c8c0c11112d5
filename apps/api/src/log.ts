import { type DestinationStream, type Logger, pino } from "pino";
import { toLoggable } from "./loggable-error.ts";

/** Lines of JSON. What may be secret or personal is never handed to it; the list below is the second lock on that door. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: NEVER, censor: "[hidden]" }, serializers: { failure } };
  return pino(options, destination ?? openLogDestination(STANDARD_OUTPUT));
}

/**
 * Lines are written together: one at a time costs a busy process more than making them does. Whatever is left is written
 * when the process ends, except by kill -9.
 */
export function openLogDestination(dest: string | number) {
  return pino.destination({
    dest,
    sync: false,
    mkdir: true,
    minLength: WRITTEN_TOGETHER_BYTES,
    periodicFlush: FLUSH_MS,
  });
}

const STANDARD_OUTPUT = 1;
const WRITTEN_TOGETHER_BYTES = 8 * 1024;
const FLUSH_MS = 100;

function failure(value: unknown): unknown {
  return value instanceof Error ? toLoggable(value) : value;
}

const NAMES = ["authorization", "cookie", "password", "token", "secret", "key", "email", "url", "headers", "body"];
const NEVER = NAMES.flatMap((name) => [name, `*.${name}`]);
