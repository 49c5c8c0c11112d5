import { Worker } from "node:worker_threads";
import type { Statement } from "../statement.ts";
import type { PdfAnswer, PdfRequest } from "./pdf-thread.ts";

/** A statement on paper, made in a thread that is started for the first and ended when no more are asked for. */
export function renderStatementPdf(statement: Statement): Promise<Uint8Array> {
  const thread = openThread();
  return new Promise((resolve, reject) => {
    const id = thread.nextId;
    thread.nextId += 1;
    thread.waiting.set(id, { resolve, reject });
    clearTimeout(thread.idle);
    // While somebody waits, the process does too.
    thread.worker.ref();
    thread.worker.postMessage({ id, statement } satisfies PdfRequest);
  });
}

type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (failure: Error) => void };

type Thread = {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  nextId: number;
  idle: NodeJS.Timeout | undefined;
};

const IDLE_MILLISECONDS = 60_000;

let current: Thread | null = null;

function openThread(): Thread {
  if (current !== null) return current;
  const worker = new Worker(new URL("./pdf-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const thread: Thread = { worker, waiting: new Map(), nextId: 1, idle: undefined };
  worker.on("message", ({ id, bytes, failure }: PdfAnswer) => {
    const asker = thread.waiting.get(id);
    thread.waiting.delete(id);
    if (failure === undefined) asker?.resolve(bytes);
    else asker?.reject(failure);
    if (thread.waiting.size > 0) return;
    worker.unref();
    thread.idle = setTimeout(() => void worker.terminate(), IDLE_MILLISECONDS).unref();
  });
  const end = (failure: Error) => {
    if (current === thread) current = null;
    clearTimeout(thread.idle);
    for (const { reject } of thread.waiting.values()) reject(failure);
    thread.waiting.clear();
  };
  worker.on("error", (failure) => end(failure instanceof Error ? failure : new Error(String(failure))));
  worker.on("exit", () => end(new Error("the thread that writes PDF ended")));
  current = thread;
  return thread;
}
