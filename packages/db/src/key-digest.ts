import { hash } from "node:crypto";

/** First 16 bytes of the key's SHA-256, in hexadecimal: what `idempotency_keys` is unique by. */
export function keyDigest(key: string): string {
  return hash("sha256", key, "hex").slice(0, 32);
}

/** The same as bytes. */
export function keyDigestBytes(key: string): Uint8Array {
  return hash("sha256", key, "buffer").subarray(0, 16);
}
