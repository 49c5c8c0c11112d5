import { randomFillSync } from "node:crypto";

/**
 * A uuid of version 7: time first, so that rows made together lie together in an index. Ids of one process rise strictly,
 * also within a millisecond. The clock of the host is good enough for that; nothing is decided by it.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = 0;
  } else {
    counter += 1;
    // More than 4,096 in a millisecond: borrow from the next one.
    if (counter === 0x1000) {
      lastMilliseconds += 1;
      counter = 0;
    }
  }
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const tail = random.subarray(used, used + TAIL_BYTES);
  used += TAIL_BYTES;
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const time = lastMilliseconds.toString(16).padStart(12, "0");
  const end = tail.toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${end.slice(0, 4)}-${end.slice(4)}`;
}

const TAIL_BYTES = 8;
// Filled for many ids at once: asking the system for eight bytes at a time costs more than everything else here.
const random = Buffer.alloc(TAIL_BYTES * 512);
let used = random.length;
let lastMilliseconds = 0;
let counter = 0;
