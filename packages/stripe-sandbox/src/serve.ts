import type { IncomingMessage, ServerResponse } from "node:http";
import type { Timekeeper } from "./clock/timekeeper.ts";
import { openDoor } from "./control/open-door.ts";
import type { RequestLog } from "./control/request-log.ts";
import { API_VERSION } from "./events/emit.ts";
import { answerPage, isPage } from "./pages/answer-page.ts";
import { buildId } from "./store/ids.ts";
import { type Answer, answerError } from "./wire/answer.ts";
import { type Api, type ApiRequest, answerRequest, idempotencyKeyOf } from "./wire/answer-request.ts";
import { StripeError } from "./wire/errors.ts";
import { readBody } from "./wire/read-body.ts";
import { type RequestFault, takeFault } from "./wire/request-faults.ts";

export interface Served {
  readonly api: Api;
  readonly timekeeper: Timekeeper;
  readonly requestLog: RequestLog;
  /** Settles when all that was committed is on the disk. */
  readonly flushed: () => Promise<void>;
}

/** Sends each request to its door: the API under `/v1`, the sandbox's own under `/_sandbox`, else the pages. */
export function serve(served: Served) {
  let requestCount = 0;
  return (incoming: IncomingMessage, response: ServerResponse): void => {
    requestCount += 1;
    const id = buildId({ idPrefix: "req", idLength: 14, label: "request" }, requestCount);
    answer(served, incoming, response, id).catch((failure: unknown) => {
      const requestLogUrl = `${served.api.world.baseUrl}/_sandbox/requests/${id}`;
      if (!response.headersSent) {
        send(response, answerError(failure, { requestLogUrl, onBug: served.api.onBug }), id);
        return;
      }
      served.api.onBug(failure);
      response.destroy();
    });
  };
}

async function answer(served: Served, incoming: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  const target = incoming.url ?? "/";
  const [pathname = "/", query = ""] = target.split(/\?(.*)/su);
  const body = await readBody(incoming);
  if (body === null) return;
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()]),
  );
  const request: ApiRequest = { id, method: incoming.method ?? "GET", pathname, query, body, headers };
  if (pathname === "/_sandbox" || pathname.startsWith("/_sandbox/")) {
    if (!isPage(request)) return send(response, await openDoor(served, request), id);
  }
  if (isPage(request)) {
    const page = answerPage(served.api.world, request);
    await served.flushed();
    return send(response, page, id);
  }
  await answerApi(served, request, response);
}

async function answerApi(served: Served, request: ApiRequest, response: ServerResponse): Promise<void> {
  const { api, requestLog } = served;
  const fault = takeFault(api.world, request.method, request.pathname);
  if (fault?.when === "before") return strike(fault, response, request);
  const answer = answerRequest(api, request);
  const key = idempotencyKeyOf(request);
  const ownsKey = key !== null && !api.keysInFlight.has(key);
  if (ownsKey) api.keysInFlight.add(key);
  try {
    await served.flushed();
    requestLog.add({
      id: request.id,
      at: api.world.realNow(),
      method: request.method,
      path: request.pathname,
      parameters: [request.query, request.body].filter((part) => part !== "").join("&"),
      status: answer.status,
      answer: answer.body,
    });
    if (fault !== null) await strike(fault, response, request);
    else send(response, answer, request.id);
  } finally {
    if (ownsKey) api.keysInFlight.delete(key);
  }
}

async function strike(fault: RequestFault, response: ServerResponse, request: ApiRequest): Promise<void> {
  switch (fault.kind) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "timeout":
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, fault.delaySeconds * 1000);
        response.once("close", () => {
          clearTimeout(timer);
          resolve(undefined);
        });
      });
      response.destroy();
      return;
    case "error":
      return refuse(new StripeError({ type: "api_error", message: "An unknown error occurred" }));
    case "rate_limit":
      return refuse(
        new StripeError({
          type: "invalid_request_error",
          code: "rate_limit",
          status: 429,
          message:
            "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.",
        }),
      );
  }
  function refuse(refusal: StripeError): void {
    send(response, answerError(refusal, { requestLogUrl: null, onBug: () => {} }), request.id);
  }
}

function send(response: ServerResponse, answer: Answer, requestId: string): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    "cache-control": "no-cache, no-store",
    "request-id": requestId,
    "stripe-version": API_VERSION,
    ...answer.headers,
    "content-length": body.length,
  });
  response.end(body);
}
