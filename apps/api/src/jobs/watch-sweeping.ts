import { setTimeout as wait } from "node:timers/promises";
import type { AddJobFunction } from "graphile-worker";
import type { Pool } from "pg";
import { orderSweep, SWEEP_KEY } from "./keep-sweeping.ts";

/**
 * Sees to it, from every host, that sweeps go on: one at once when the host begins, and another whenever none is on order
 * because the host that was to order it died over its own. Ends with the signal.
 */
export async function watchSweeping(parts: Watch, signal: AbortSignal): Promise<void> {
  const { addJob, pool } = parts;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      if (isFirst || !(await isOnOrder(pool))) await orderSweep(addJob, new Date());
    } catch (failure) {
      if (!signal.aborted) parts.onFailure(failure);
    }
    await wait(WATCH_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

export type Watch = {
  readonly addJob: AddJobFunction;
  readonly pool: Pool;
  readonly onFailure: (failure: unknown) => void;
};

const WATCH_EVERY_MS = 3_000;

/** One that runs now does not count: it may never come to its end. */
async function isOnOrder(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    "select from graphile_worker.jobs where key = $1 and locked_at is null and attempts < max_attempts",
    [SWEEP_KEY],
  );
  return rowCount === 1;
}
