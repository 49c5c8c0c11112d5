import type { MiddlewareHandler } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/**
 * Keeps hold of the event streams that are open, so that a stopping process can end them with the hint when to come back.
 * Without it each would hold the process until its ten minutes are over.
 */
export function createOpenStreams(): OpenStreams {
  const open = new Set<() => void>();
  let isClosing = false;

  const track: MiddlewareHandler<AppBindings> = async (c, next) => {
    await next();
    const { body, headers } = c.res;
    if (body === null || !(headers.get("content-type") ?? "").startsWith("text/event-stream")) return;
    c.res = new Response(endable(body), c.res);
  };

  function endable(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    let end: () => void = () => undefined;
    return new ReadableStream({
      start(controller) {
        end = () => {
          open.delete(end);
          controller.enqueue(new TextEncoder().encode(`retry: ${RETRY_MILLISECONDS}\n\n`));
          controller.close();
          void reader.cancel();
        };
        open.add(end);
        if (isClosing) end();
      },
      async pull(controller) {
        const next = await reader.read();
        if (!open.has(end)) return;
        if (next.done) {
          open.delete(end);
          controller.close();
        } else controller.enqueue(next.value);
      },
      async cancel(reason) {
        open.delete(end);
        await reader.cancel(reason);
      },
    });
  }

  return {
    track,
    endAll() {
      isClosing = true;
      for (const end of [...open]) end();
    },
    count: () => open.size,
  };
}

export type OpenStreams = {
  readonly track: MiddlewareHandler<AppBindings>;
  /** Ends every stream, and whichever is opened from now on. */
  readonly endAll: () => void;
  readonly count: () => number;
};

const RETRY_MILLISECONDS = 1_000;
