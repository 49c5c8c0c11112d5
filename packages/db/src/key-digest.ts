import { createHash } from "node:crypto";

/** First 16 bytes of the key's SHA-256, in hexadecimal: what `idempotency_keys` is unique by. */
export function keyDigest(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex").slice(0, 32);
}
