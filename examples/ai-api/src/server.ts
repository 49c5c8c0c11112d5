import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Farebox, FareboxError } from "@farebox/sdk";
import { type Answer, answer } from "./answer.ts";
import { BadRequest, readRequest } from "./read-request.ts";

/** `POST /v1/answers` with `{ prompt, maxModelTokens?, stream? }`: JSON, or server-sent events as the words come. */
export async function startServer(farebox: Farebox, port: number): Promise<AiServer> {
  const server = createServer((request, response) => {
    handle(farebox, request, response).catch((error: unknown) => fail(response, error));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeIdleConnections();
      await once(server, "close");
    },
  };
}

export type AiServer = { readonly url: string; close(): Promise<void> };

async function handle(farebox: Farebox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST" || request.url !== "/v1/answers")
    return sendJson(response, 404, { error: { code: "not_found", message: "There is POST /v1/answers." } });
  const { prompt, maxModelTokens, stream } = await readRequest(request);
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const asked = { id: randomUUID(), prompt, maxModelTokens, signal: gone.signal };

  if (!stream) {
    let text = "";
    const answered = await answer(farebox, asked, (more) => {
      text += more;
    });
    return sendJson(
      response,
      statusOf(answered),
      answered.outcome === "refused" ? refusal(answered) : { text, ...answered },
    );
  }
  const answered = await answer(farebox, asked, (text) => sendEvent(response, "text", { text }));
  if (answered.outcome === "refused") return sendJson(response, statusOf(answered), refusal(answered));
  sendEvent(response, "done", answered);
  response.end();
}

function statusOf({ outcome }: Answer): number {
  return outcome === "refused" ? 402 : 200;
}

/** Says what would help: fewer model tokens, or more tokens. */
function refusal({ permit, modelTokensLeft }: Extract<Answer, { outcome: "refused" }>): object {
  const { reason: code, fix } = permit;
  return { error: { code, message: `Paid for are ${modelTokensLeft} more model tokens.`, modelTokensLeft, fix } };
}

function sendEvent(response: ServerResponse, event: string, data: object): void {
  if (!response.headersSent)
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(body)}\n`);
}

function fail(response: ServerResponse, error: unknown): void {
  const [status, code, message] =
    error instanceof BadRequest
      ? [400, "bad_request", error.message]
      : error instanceof FareboxError
        ? [503, "billing_unavailable", "What this costs cannot be told now. Try again later."]
        : [500, "internal", "Something failed here."];
  if (status !== 400) console.error(error);
  if (response.headersSent) {
    sendEvent(response, "error", { code, message });
    response.end();
  } else sendJson(response, status, { error: { code, message } });
}
