import { createHash } from "node:crypto";

/** The hash a ledger row carries, written out once more so that a baseline stays as it is whatever becomes of ours. */
export function entryHash(before: Uint8Array, entry: HashedEntry): Uint8Array {
  const content = [
    entry.businessId,
    entry.seq,
    entry.runId,
    entry.leg,
    entry.legs,
    entry.kind,
    entry.amountMicro,
    entry.grantId,
    entry.balanceAfterMicro,
    entry.occurredAt.getTime(),
    entry.recordedAt.getTime(),
  ].join("|");
  return createHash("sha256").update(before).update(content, "utf8").digest();
}

export type HashedEntry = {
  readonly businessId: string;
  readonly seq: bigint;
  readonly runId: string;
  readonly leg: number;
  readonly legs: number;
  readonly kind: string;
  readonly amountMicro: bigint;
  readonly grantId: string;
  readonly balanceAfterMicro: bigint;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
};

export function keyDigest(key: string): Buffer {
  return createHash("sha256").update(key, "utf8").digest().subarray(0, 16);
}
