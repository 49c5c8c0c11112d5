import { hash } from "node:crypto";

/** First 16 bytes of the key's SHA-256: what `idempotency_keys` is unique by. */
export function keyDigestBytes(key: string): Buffer {
  return hash("sha256", key, "buffer").subarray(0, 16);
}

/** The same in hexadecimal. */
export function keyDigest(key: string): string {
  return keyDigestBytes(key).toString("hex");
}
