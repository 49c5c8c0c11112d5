import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/** One HTTP request and the head of its answer, whoever carries them: the framework, or the hot door by itself. */
export type Exchange = {
  readonly method: string;
  readonly requestId: string;
  /** Whom limits are counted for. */
  readonly clientAddress: string;
  /** A header by its name in lower case; several of one name are joined by commas. */
  readonly header: (name: string) => string | undefined;
  /** The same for libraries that want all of them. */
  readonly allHeaders: () => Headers;
  /** Names and values in turn, as they were sent; empty where there was no connection. */
  readonly rawHeaders: readonly string[];
  /** What stands behind the question mark; empty when nothing does. */
  readonly query: string;
  readonly body: IncomingMessage | ReadableStream<Uint8Array> | null;
  /** Room for so much more of its body; false when there is none. */
  readonly hold: (bytes: number) => boolean;
  /** Adds a header to the answer. */
  readonly answerWith: (name: string, value: string) => void;
  /** Who called, for the log: an id, never a name. */
  readonly noteCaller: (callerId: string | null) => void;
};

/** The exchange that a request of the framework is. */
export function exchangeOf(c: Context<AppBindings>): Exchange {
  const incoming = c.env?.incoming;
  return {
    method: c.req.method,
    requestId: c.get("requestId"),
    clientAddress: c.get("clientAddress"),
    header: (name) => c.req.header(name),
    allHeaders: () => c.req.raw.headers,
    rawHeaders: incoming?.rawHeaders ?? [],
    get query() {
      return new URL(c.req.url).search.slice(1);
    },
    // Turning Node's own stream into a web stream costs more than most requests.
    body: incoming === undefined ? c.req.raw.body : bodyOf(incoming),
    hold: (bytes) => c.get("visit")?.hold(bytes) ?? true,
    answerWith: (name, value) => c.header(name, value),
    noteCaller: (callerId) => c.set("callerId", callerId),
  };
}

/** Node's request where it has a body. */
export function bodyOf(incoming: IncomingMessage): IncomingMessage | null {
  const { headers } = incoming;
  const length = headers["content-length"];
  const hasBody = headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
  return hasBody ? incoming : null;
}
