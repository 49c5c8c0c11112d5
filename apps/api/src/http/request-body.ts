import type { Context } from "hono";
import { ApiError, invalidField } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";

/** The body as text: bounded in size and in time before anything looks at it. Empty when there is none. */
export async function readBody(c: Context<AppBindings>, limits: BodyLimits): Promise<string> {
  const source = bodyOf(c);
  if (source === null) return "";
  refuseEncoding(c.req.header("content-encoding"));
  if (Number(c.req.header("content-length") ?? 0) > limits.mostBytes) throw tooLarge(c);
  const bytes = await collect(c, source, limits);
  if (bytes.length > 0) requireJson(c.req.header("content-type"));
  return decode(bytes);
}

export type BodyLimits = { readonly mostBytes: number; readonly deadlineMilliseconds: number };

export const API_BODY: BodyLimits = { mostBytes: 4 * 1024 * 1024, deadlineMilliseconds: 20_000 };
export const SIGN_IN_BODY: BodyLimits = { mostBytes: 16 * 1024, deadlineMilliseconds: 10_000 };

/** Node's own stream where there is one: turning it into a web stream costs more than most requests. */
function bodyOf(c: Context<AppBindings>): AsyncIterable<Uint8Array> | null {
  const length = c.req.header("content-length");
  const isChunked = c.req.header("transfer-encoding") !== undefined;
  const incoming = c.env?.incoming;
  if (incoming !== undefined) return isChunked || (length !== undefined && length !== "0") ? incoming : null;
  return c.req.raw.body;
}

async function collect(
  c: Context<AppBindings>,
  source: AsyncIterable<Uint8Array>,
  limits: BodyLimits,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const iterator = source[Symbol.asyncIterator]();
  const deadline = startDeadline(limits.deadlineMilliseconds);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), deadline.passed]);
      if (next === "passed") throw abandoned(c, "request_timeout");
      if (next.done === true) return Buffer.concat(chunks);
      size += next.value.length;
      if (size > limits.mostBytes) throw tooLarge(c);
      chunks.push(next.value);
    }
  } catch (error) {
    if (error instanceof ApiError) {
      void discard(iterator);
      throw error;
    }
    // The caller went away in the middle; nobody reads the answer.
    throw abandoned(c, "request_timeout");
  } finally {
    deadline.cancel();
  }
}

/** Goes on taking what comes, so that the answer gets through; the server ends it. */
async function discard(iterator: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while ((await iterator.next()).done !== true);
  } catch {
    // The connection was closed on a body that nobody wanted: nothing is missing.
  }
}

function startDeadline(milliseconds: number): { passed: Promise<"passed">; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<"passed">((resolve) => {
    timer = setTimeout(resolve, milliseconds, "passed");
  });
  return { passed, cancel: () => clearTimeout(timer) };
}

function tooLarge(c: Context<AppBindings>): ApiError {
  return abandoned(c, "payload_too_large");
}

/** The rest of the body is not read, so the connection cannot carry another request. */
function abandoned(c: Context<AppBindings>, code: "payload_too_large" | "request_timeout"): ApiError {
  c.header("Connection", "close");
  return new ApiError(code);
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") throw new ApiError("unsupported_media_type");
}

function requireJson(contentType: string | undefined): void {
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
