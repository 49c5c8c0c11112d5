import { createHash } from "node:crypto";

/** Fixed for ever: with another one the same trace would make other businesses. */
const NAMESPACE = Buffer.from("6f1b7c0e2d9a4b3f8a5ec47d90b2163a", "hex");

/** The id of the business a trace names: a version 5 uuid, so that every run, on every machine, means the same business. */
export function businessIdOf(name: string): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(name, "utf8").digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
