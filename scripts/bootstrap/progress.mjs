/** Something the person at the keyboard can act on; shown without a stack. */
export class Complaint extends Error {}

const startedAt = performance.now();

/** @param {string} line */
export function say(line) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(3);
  // Standard error, so that a task's own output stays clean for pipes.
  console.error(`[${seconds} s] ${line}`);
}
