import type { IncomingMessage } from "node:http";
import { bodyTooLarge, MAXIMUM_BODY_BYTES } from "./answer.ts";

/** The body as text; null where the client went away while sending it. */
export async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of incoming) {
      length += part.length;
      // What is too much is read to its end and thrown away, so that the client hears the refusal.
      if (length <= MAXIMUM_BODY_BYTES) parts.push(part);
    }
  } catch {
    return null;
  }
  if (length > MAXIMUM_BODY_BYTES) throw bodyTooLarge();
  return Buffer.concat(parts).toString("utf8");
}
