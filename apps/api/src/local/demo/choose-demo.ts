import { MINUTE_MS, SEED_RATE_CARD } from "@farebox/billing-core";
import type { Database } from "@farebox/db";
import { DEMO_BUSINESS_IDS, type DemoBusiness, makeDemo } from "@farebox/demo";
import type { LocalSettings } from "../settings.ts";
import { readDemoState, writeDemoState } from "./demo-state.ts";

export type ChosenDemo = {
  /** False: it is all there already. */
  readonly isToBeFilled: boolean;
  makeBusinesses(): readonly DemoBusiness[];
  /** Notes that nothing is left to do. */
  markFilled(): Promise<void>;
};

const SEED = "farebox";

/** The demo this home has or shall have. Null where none is wanted, and in a database that holds businesses of somebody else. */
export async function chooseDemo(db: Database, settings: LocalSettings): Promise<ChosenDemo | null> {
  if (!settings.isDemoWanted) return null;
  const { isBegun, hasOthers } = await lookForBusinesses(db);
  if (!isBegun && hasOthers && !settings.isEmbedded) return null;

  const kept = isBegun ? await readDemoState(settings.home) : null;
  const state = kept ?? { seed: SEED, endAt: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS, isFilled: isBegun };
  // A demo that another home began in this database is left as it is: which minute it led up to is known there.
  if (kept === null && !isBegun) await writeDemoState(settings.home, state);
  return {
    isToBeFilled: !state.isFilled,
    makeBusinesses: () => makeDemo({ seed: state.seed, endAt: state.endAt, rateCard: SEED_RATE_CARD }),
    markFilled: () => writeDemoState(settings.home, { ...state, isFilled: true }),
  };
}

async function lookForBusinesses(db: Database): Promise<{ isBegun: boolean; hasOthers: boolean }> {
  const rows = await db.service.query<{ is_begun: boolean | null; has_others: boolean | null }>("look_for_demo", LOOK, [
    DEMO_BUSINESS_IDS,
  ]);
  return { isBegun: rows[0]?.is_begun === true, hasOthers: rows[0]?.has_others === true };
}

const LOOK = `
select
  exists (select from businesses where id = any ($1::uuid[])) as is_begun,
  exists (select from businesses where id <> all ($1::uuid[])) as has_others
`;
