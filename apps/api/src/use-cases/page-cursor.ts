import { createHash } from "node:crypto";

/**
 * A place in a list, as an opaque text that only fits the list it came from: `bound` is what the list was asked with
 * (business, filters). With anything else, or changed by a character, it is not read.
 */
export function toCursor(position: string, bound: unknown): string {
  return Buffer.from(`${digest(position, bound)}${position}`).toString("base64url");
}

/** The position, or null when the cursor is not one of this list. */
export function fromCursor(cursor: string, bound: unknown): string | null {
  const text = Buffer.from(cursor, "base64url").toString();
  const position = text.slice(DIGEST_LENGTH);
  // Comparing the text again also refuses what base64 would silently skip.
  return toCursor(position, bound) === cursor ? position : null;
}

const DIGEST_LENGTH = 16;

function digest(position: string, bound: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([position, bound]))
    .digest("hex")
    .slice(0, DIGEST_LENGTH);
}
