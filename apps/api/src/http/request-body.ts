import { IncomingMessage } from "node:http";
import { ApiError, invalidField } from "./api-error.ts";
import type { Exchange } from "./exchange.ts";

/** The body as text: bounded in size and in time before anything looks at it. Empty when there is none. */
export async function readBody(exchange: Exchange, limits: BodyLimits): Promise<string> {
  return decode(await readRawBody(exchange, limits));
}

/** The same, byte for byte as it came. */
export async function readRawBody(exchange: Exchange, limits: BodyLimits): Promise<Buffer> {
  const { body } = exchange;
  if (body === null) return NOTHING;
  refuseEncoding(exchange.header("content-encoding"));
  if (Number(exchange.header("content-length") ?? 0) > limits.mostBytes) throw abandoned(exchange, "payload_too_large");
  const bytes = await (body instanceof IncomingMessage ? collect(body, exchange, limits) : collectWeb(body, limits));
  if (typeof bytes === "string") throw abandoned(exchange, bytes);
  if (bytes.length > 0) requireJson(exchange.header("content-type"));
  return bytes;
}

const NOTHING = Buffer.alloc(0);

export type BodyLimits = { readonly mostBytes: number; readonly deadlineMilliseconds: number };

export const API_BODY: BodyLimits = { mostBytes: 4 * 1024 * 1024, deadlineMilliseconds: 20_000 };
export const SIGN_IN_BODY: BodyLimits = { mostBytes: 16 * 1024, deadlineMilliseconds: 10_000 };

/** Why nobody waits for the rest of a body. */
type Abandoned = "payload_too_large" | "request_timeout" | "overloaded";

/** By events: an iterator over the stream costs more than all of a small request. What was given up is still taken, unread. */
function collect(incoming: IncomingMessage, exchange: Exchange, limits: BodyLimits): Promise<Buffer | Abandoned> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (outcome: Buffer | Abandoned) => {
      clearTimeout(deadline);
      incoming.off("data", onData);
      incoming.off("end", onEnd);
      incoming.off("close", onClose);
      // What still comes is thrown away, so that the answer gets through; the server ends it.
      if (typeof outcome === "string") incoming.on("error", () => undefined).resume();
      resolve(outcome);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limits.mostBytes) finish("payload_too_large");
      else if (!exchange.hold(chunk.length)) finish("overloaded");
    };
    const onEnd = () => finish(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    // The caller went away in the middle; nobody reads the answer.
    const onClose = () => finish("request_timeout");
    const deadline = setTimeout(finish, limits.deadlineMilliseconds, "request_timeout");
    if (incoming.destroyed && !incoming.readableEnded) return finish("request_timeout");
    incoming.on("data", onData).on("end", onEnd).on("close", onClose);
  });
}

/** A request that no server carried. */
async function collectWeb(body: ReadableStream<Uint8Array>, limits: BodyLimits): Promise<Buffer | Abandoned> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limits.mostBytes) return "payload_too_large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The rest of the body is not read, so the connection cannot carry another request. */
function abandoned(exchange: Exchange, code: Abandoned): ApiError {
  exchange.answerWith("Connection", "close");
  return new ApiError(code);
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") throw new ApiError("unsupported_media_type");
}

function requireJson(contentType: string | undefined): void {
  if (contentType === "application/json") return;
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? ""))
    throw new ApiError("unsupported_media_type");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidField("body", "must be UTF-8");
  }
}
