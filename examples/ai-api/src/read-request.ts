import type { IncomingMessage } from "node:http";

const LARGEST_BODY_BYTES = 64 * 1_024;
const USUAL_MODEL_TOKENS = 200;
const MOST_MODEL_TOKENS = 1_000_000;

/** The body of `POST /v1/answers`, checked. */
export async function readRequest(request: IncomingMessage): Promise<AnswerRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) throw new BadRequest("The body is larger than 64 KiB.");
    chunks.push(chunk);
  }
  const { prompt, maxModelTokens = USUAL_MODEL_TOKENS, stream = false } = parse(Buffer.concat(chunks).toString());
  if (typeof prompt !== "string" || prompt.trim() === "") throw new BadRequest("`prompt` must be a text.");
  if (typeof stream !== "boolean") throw new BadRequest("`stream` must be true or false.");
  if (!isCount(maxModelTokens)) throw new BadRequest(`\`maxModelTokens\` must be from 1 to ${MOST_MODEL_TOKENS}.`);
  return { prompt, maxModelTokens, stream };
}

export class BadRequest extends Error {}

type AnswerRequest = { readonly prompt: string; readonly maxModelTokens: number; readonly stream: boolean };

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) return body as Record<string, unknown>;
  } catch {
    // Told below, as everything else that is no object.
  }
  throw new BadRequest("The body must be a JSON object.");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_MODEL_TOKENS;
}
