import type { Database } from "@farebox/db";
import { readMoneyTime } from "@farebox/db/reads";

/** The installation's money time, read once and carried on by the monotonic clock of this process. */
export type MoneyClock = {
  /** What to add to a business's money clock so that it shows `at`; never more than 0. */
  offsetTo(at: number): number;
};

export async function readMoneyClock(db: Database): Promise<MoneyClock> {
  const nowMs = await readMoneyTime(db.service);
  const readAt = performance.now();
  return { offsetTo: (at) => Math.min(0, Math.round(at - (nowMs + performance.now() - readAt))) };
}
