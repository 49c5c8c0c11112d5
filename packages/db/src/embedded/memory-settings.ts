import { totalmem } from "node:os";

/**
 * What the server may take of the machine, or of the container that this runs in. The stock settings are for machines of a
 * quarter of a gigabyte: with some millions of ledger rows most pages an event touches would no longer be in the buffers.
 */
export function memorySettings(memoryBytes: number = availableMemory()): Readonly<Record<string, string>> {
  const share = Math.floor(memoryBytes / MEGABYTE / SHARE);
  const buffers = Math.min(MOST_MEGABYTES, Math.max(LEAST_MEGABYTES, share));
  return {
    shared_buffers: `${buffers}MB`,
    // After a checkpoint the log carries every page whole that is touched for the first time: the fewer checkpoints, the
    // smaller the log. It is also what a crash has to replay, at some hundred megabytes a second, so it is not larger.
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
  };
}

const MEGABYTE = 1_048_576;
const SHARE = 16;
const LEAST_MEGABYTES = 128;
const MOST_MEGABYTES = 4_096;

function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
