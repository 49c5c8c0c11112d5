import { MINUTE_MS, SEED_RATE_CARD } from "@farebox/billing-core";
import type { Database } from "@farebox/db";
import { type DemoBusiness, makeDemo } from "@farebox/demo";
import type { LocalSettings } from "../settings.ts";
import { readDemoState, writeDemoState } from "./demo-state.ts";

export type ChosenDemo = {
  readonly businesses: readonly DemoBusiness[];
  /** False: it is all there already. */
  readonly isToBeFilled: boolean;
  /** Notes that nothing is left to do. */
  markFilled(): Promise<void>;
};

const SEED = "farebox";

/** The demo this home has or shall have. Null where none is wanted, and in a database that holds businesses of somebody else. */
export async function chooseDemo(db: Database, settings: LocalSettings): Promise<ChosenDemo | null> {
  if (!settings.isDemoWanted) return null;
  const kept = await readDemoState(settings.home);
  const fresh = { seed: SEED, endAt: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS, isFilled: false };
  const businesses = makeDemo({ ...(kept ?? fresh), rateCard: SEED_RATE_CARD });
  const { isBegun, hasOthers } = await lookForBusinesses(db, businesses);

  if (isBegun && kept === null) return { businesses, isToBeFilled: false, markFilled: async () => undefined };
  if (!isBegun && hasOthers && !settings.isEmbedded) return null;
  const state = isBegun && kept !== null ? kept : fresh;
  if (state !== kept) await writeDemoState(settings.home, state);
  return {
    businesses: makeDemo({ ...state, rateCard: SEED_RATE_CARD }),
    isToBeFilled: !state.isFilled,
    markFilled: () => writeDemoState(settings.home, { ...state, isFilled: true }),
  };
}

async function lookForBusinesses(
  db: Database,
  businesses: readonly DemoBusiness[],
): Promise<{ isBegun: boolean; hasOthers: boolean }> {
  const rows = await db.service.query<{ is_begun: boolean | null; has_others: boolean | null }>("look_for_demo", LOOK, [
    businesses.map(({ id }) => id),
  ]);
  return { isBegun: rows[0]?.is_begun === true, hasOthers: rows[0]?.has_others === true };
}

const LOOK = `
select
  exists (select from businesses where id = any ($1::uuid[])) as is_begun,
  exists (select from businesses where id <> all ($1::uuid[])) as has_others
`;
