import type { AddJobFunction } from "graphile-worker";

/**
 * Orders the next sweep. By its key one waits at a time, however many hosts order it: the end of a sweep puts off whatever
 * was ordered while it ran, so that the pause is counted from there. After failures it is longer, though never so long
 * that what fell due elsewhere would wait for the minute's own sweep.
 */
export async function keepSweeping(addJob: AddJobFunction, failuresInARow = 0): Promise<void> {
  const pauseMs = Math.min(SWEEP_EVERY_MS * 2 ** failuresInARow, LONGEST_PAUSE_MS);
  await orderSweep(addJob, new Date(Date.now() + pauseMs));
}

export async function orderSweep(addJob: AddJobFunction, runAt: Date): Promise<void> {
  await addJob("expire_due", {}, { runAt, jobKey: SWEEP_KEY, jobKeyMode: "replace", maxAttempts: 1 });
}

export const SWEEP_KEY = "expire_due";

/** With the time a sweep takes and the worker's own look for what is due, a call that is overdue waits less than 5 s. */
const SWEEP_EVERY_MS = 2_000;
const LONGEST_PAUSE_MS = 16_000;
