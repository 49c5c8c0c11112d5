import { createHash } from "node:crypto";

/**
 * A place in a list, as an opaque text that only fits the list it came from: `bound` is what the list was asked with
 * (business, filters). With anything else, or changed by a character, it is not read.
 */
export function toCursor(position: string, bound: unknown): string {
  return Buffer.from(`${digest(position, bound)}${position}`).toString("base64url");
}

/**
 * The position, or null when the cursor is not one of this list. Anybody can work out the digest of a position of their
 * own, so it must have the shape of one too; where it then leads is still inside what the caller may read.
 */
export function fromCursor(cursor: string, { bound, shape }: { bound: unknown; shape: RegExp }): string | null {
  const text = Buffer.from(cursor, "base64url").toString();
  const position = text.slice(DIGEST_LENGTH);
  // Comparing the text again also refuses what base64 would silently skip.
  return shape.test(position) && toCursor(position, bound) === cursor ? position : null;
}

/** The number of a transaction, as far as PostgreSQL counts. */
export const SEQ = /^[1-9]\d{0,17}$/;
export const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const DIGEST_LENGTH = 16;

function digest(position: string, bound: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([position, bound], (_, value) => (typeof value === "bigint" ? String(value) : value)))
    .digest("hex")
    .slice(0, DIGEST_LENGTH);
}
