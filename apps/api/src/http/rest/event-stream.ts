import { setTimeout as wait } from "node:timers/promises";
import { isTrackedEnvelope } from "@trpc/server";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { AppBindings } from "../app-bindings.ts";

/**
 * A subscription as server-sent events: one `data` line each, with the id to resume by. Ends after ten minutes.
 *
 * What fails before the first value is thrown, and answered like any other failure; once the stream has begun its status
 * is out, so that a failure can only end it and be told to `onFailure`.
 */
export async function answerEventStream(c: Context<AppBindings>, subscription: Subscription): Promise<Response> {
  const iterator = subscription.values[Symbol.asyncIterator]();
  const first = iterator.next();
  await Promise.race([first, wait(FIRST_WITHIN_MILLISECONDS, undefined, { ref: false })]);

  const response = streamSSE(c, async (stream) => {
    const end = () => void iterator.return?.();
    stream.onAbort(end);
    const longest = setTimeout(end, LONGEST_MILLISECONDS);
    const ping = setInterval(() => void stream.write(": still here\n\n"), PING_EVERY_MILLISECONDS);
    try {
      await stream.write(`retry: ${RETRY_MILLISECONDS}\n\n`);
      for (let next = await first; next.done !== true; next = await iterator.next()) {
        const [id, data] = isTrackedEnvelope(next.value) ? next.value : [null, next.value];
        await stream.writeSSE({ data: JSON.stringify(data), ...(id !== null && { id }) });
      }
    } catch (failure) {
      subscription.onFailure(failure);
    } finally {
      clearTimeout(longest);
      clearInterval(ping);
    }
  });
  response.headers.set("X-Accel-Buffering", "no");
  return response;
}

export type Subscription = {
  readonly values: AsyncIterable<unknown>;
  readonly onFailure: (failure: unknown) => void;
};

/** Who resumes may have nothing to be told for long; the stream then begins without a value. */
const FIRST_WITHIN_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 10 * 60_000;
const PING_EVERY_MILLISECONDS = 15_000;
const RETRY_MILLISECONDS = 2_000;
