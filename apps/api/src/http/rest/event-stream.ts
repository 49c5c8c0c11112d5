import { isTrackedEnvelope } from "@trpc/server";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { AppBindings } from "../app-bindings.ts";

/** A subscription as server-sent events: one `data` line each, with the id to resume by. Ends after ten minutes. */
export function answerEventStream(c: Context<AppBindings>, values: AsyncIterable<unknown>): Response {
  const response = streamSSE(c, async (stream) => {
    const iterator = values[Symbol.asyncIterator]();
    const end = () => void iterator.return?.();
    stream.onAbort(end);
    const longest = setTimeout(end, LONGEST_MILLISECONDS);
    const ping = setInterval(() => void stream.write(": still here\n\n"), PING_EVERY_MILLISECONDS);
    try {
      await stream.write(`retry: ${RETRY_MILLISECONDS}\n\n`);
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        const [id, data] = isTrackedEnvelope(next.value) ? next.value : [null, next.value];
        await stream.writeSSE({ data: JSON.stringify(data), ...(id !== null && { id }) });
      }
    } finally {
      clearTimeout(longest);
      clearInterval(ping);
    }
  });
  response.headers.set("X-Accel-Buffering", "no");
  return response;
}

const LONGEST_MILLISECONDS = 10 * 60_000;
const PING_EVERY_MILLISECONDS = 15_000;
const RETRY_MILLISECONDS = 2_000;
