import { listBehindRollUps, rollUpUsage } from "@farebox/db/jobs";
import type { Deps } from "../deps.ts";

/**
 * Moves the totals by agent and reference of the businesses that are farthest behind their ledgers on. What is left for the
 * next time is no loss: whoever reads adds it up from the lines. Somebody else doing the same takes turns with this.
 */
export async function rollUpBehind({ db }: Pick<Deps, "db">): Promise<RolledUp> {
  const rolledUp = { businesses: 0, entries: 0, failures: [] as RolledUp["failures"][number][] };
  for (const businessId of await listBehindRollUps(db.service, {
    leastBehind: LEAST_BEHIND,
    limit: BUSINESSES_AT_ONCE,
  })) {
    if (rolledUp.entries >= ENTRIES_A_TURN) break;
    try {
      let moved = await rollUpUsage(db.service, businessId);
      if (moved > 0) rolledUp.businesses += 1;
      while (moved > 0) {
        rolledUp.entries += moved;
        moved = rolledUp.entries < ENTRIES_A_TURN ? await rollUpUsage(db.service, businessId) : 0;
      }
    } catch (cause) {
      rolledUp.failures.push({ businessId, cause });
    }
  }
  return rolledUp;
}

export type RolledUp = {
  readonly businesses: number;
  readonly entries: number;
  readonly failures: readonly { readonly businessId: string; readonly cause: unknown }[];
};

/** So few lines are summed in a few milliseconds: rolling them up would cost more than it saves. */
const LEAST_BEHIND = 500;
const BUSINESSES_AT_ONCE = 200;
/** About half a minute's work, so that a turn ends before the next begins. */
const ENTRIES_A_TURN = 1_000_000;
