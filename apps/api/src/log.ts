import { mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { type DestinationStream, type Logger, pino } from "pino";
import { toLoggable } from "./loggable-error.ts";

/** Lines of JSON. What may be secret or personal is never handed to it; the list below is the second lock on that door. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: NEVER, censor: "[hidden]" }, serializers: { failure } };
  return pino(options, destination ?? openLogDestination(STANDARD_OUTPUT));
}

/**
 * Lines are written together: one at a time costs a busy process more than making them does. Whatever is left is written
 * when the process ends, except by kill -9. They wait here, because the file's own buffer is measured anew, from its
 * beginning, with every line that joins it.
 */
export function openLogDestination(pathOrDescriptor: string | number): LogDestination {
  let waiting: string[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | undefined;
  const passOn = () => {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = [];
    length = 0;
    if (lines.length > 0) file.write(lines.join(""));
  };
  /** At once, and waited for: whoever ends or is about to be killed has no later. */
  const flushSync = () => {
    // What it is given now it keeps for the next line, instead of handing it to a thread that nobody waits for.
    Object.assign(file, { minLength: Number.POSITIVE_INFINITY });
    passOn();
    file.flushSync();
    Object.assign(file, { minLength: 0 });
  };
  process.once("exit", flushSync);
  // Open before the first line: one that is still being opened when the process ends takes nothing any more.
  const dest = typeof pathOrDescriptor === "string" ? openForAppending(pathOrDescriptor) : pathOrDescriptor;
  const file = pino.destination({ dest, sync: false });
  return {
    write(line) {
      waiting.push(line);
      length += line.length;
      if (length >= WRITTEN_TOGETHER) passOn();
      else timer ??= setTimeout(passOn, LONGEST_WAIT_MS).unref();
    },
    flushSync,
    close() {
      process.off("exit", flushSync);
      flushSync();
      file.end();
    },
  };
}

function openForAppending(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "a");
}

/** Pino flushes by itself after what is fatal. */
export type LogDestination = DestinationStream & { flushSync(): void; close(): void };

const STANDARD_OUTPUT = 1;
/** Characters. */
const WRITTEN_TOGETHER = 32 * 1024;
const LONGEST_WAIT_MS = 100;

function failure(value: unknown): unknown {
  return value instanceof Error ? toLoggable(value) : value;
}

const NAMES = ["authorization", "cookie", "password", "token", "secret", "key", "email", "url", "headers", "body"];
const NEVER = NAMES.flatMap((name) => [name, `*.${name}`]);
