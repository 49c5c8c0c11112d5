import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { lingerWhileSending } from "./linger.ts";

/**
 * Listens before there is anything to serve, so that the address is known while the rest still starts: until `serve` is
 * called everything is answered 503. `close` stops accepting, lets what is under way finish, ends event streams, and gives
 * up on the rest after its grace.
 */
export async function openServer(at: { readonly port: number; readonly host: string }): Promise<OpenServer> {
  let listener = answerStarting;
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      // Otherwise Node drops the second of two headers in silence, and whoever reads all of them would see another request.
      joinDuplicateHeaders: true,
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
    },
    (request, response) => listener(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.on("clientError", answerClientError);
  await listen(server, at);
  return {
    port: (server.address() as AddressInfo).port,
    serve(fetch, takes = takesNothing, around) {
      const serveApp = getRequestListener(fetch, { overrideGlobalObjects: false });
      const answer: Listener = (request, response) => {
        lingerWhileSending(request);
        if (!takes(request, response)) void serveApp(request, response);
      };
      listener =
        around === undefined
          ? answer
          : (request, response) => around(request, response, () => answer(request, response));
    },
    close: (graceMilliseconds) => closeServer(server, graceMilliseconds),
  };
}

// Each costs memory before it has said anything; who comes beyond them is turned away at once.
const MOST_CONNECTIONS = 16_384;

export type OpenServer = {
  readonly port: number;
  /** `takes` is asked first: what it answers true for is its own to answer. `around` is told of every request and lets it go on. */
  readonly serve: (fetch: Parameters<typeof getRequestListener>[0], takes?: Takes, around?: Around) => void;
  readonly close: (graceMilliseconds: number) => Promise<void>;
};

type Around = (request: IncomingMessage, response: ServerResponse, answer: () => void) => void;

export type Takes = (request: IncomingMessage, response: ServerResponse) => boolean;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const takesNothing: Takes = () => false;

const answerStarting: Listener = (_request, response) => {
  response.writeHead(503, { "Content-Type": "application/json", "Retry-After": "1" });
  response.end(
    JSON.stringify({ error: { code: "unavailable", message: "Still starting.", retryable: true, requestId: "none" } }),
  );
};

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** What Node refuses before a request exists, in the shape of every other error. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const [line, code, message] = CLIENT_ERRORS[error.code ?? ""] ?? CLIENT_ERROR;
  const body = JSON.stringify({ error: { code, message, retryable: code === "request_timeout", requestId: "none" } });
  socket.end(
    `HTTP/1.1 ${line}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const CLIENT_ERROR = ["400 Bad Request", "validation_failed", "The request is not HTTP."] as const;
const CLIENT_ERRORS: Readonly<Record<string, readonly [string, string, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "request_timeout", "The request was not received in time."],
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "payload_too_large", "The headers are too large."],
};

async function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const giveUp = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearTimeout(giveUp);
  clearInterval(sweep);
}
