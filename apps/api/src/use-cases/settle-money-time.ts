import { SECOND_MS } from "@farebox/billing-core";
import { advanceSandboxClock, readMoneyTime } from "@farebox/db/reads";
import { readProviderLag } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { createPatience, type Patience } from "../notices/patience.ts";
import { applyAgreedLimits } from "./apply-agreed-limits.ts";
import { checkRunways } from "./check-runways.ts";
import { dropTokenMonths } from "./drop-token-months.ts";
import { expireDue } from "./expire-due.ts";
import { expirePurchases } from "./expire-purchases.ts";
import { runTopUps } from "./run-top-up.ts";
import { tellExpiringGrants } from "./tell-expiring-grants.ts";
import { tellUnusualDays } from "./tell-unusual-days.ts";

export type SettleDeps = Pick<Deps, "db" | "deliveries" | "inbox" | "ledger" | "live" | "log" | "provider" | "stripe">;

/**
 * Does all that is due at this money time, on both sides: the stand-in's own work and its deliveries, then ours. What we do
 * may give the stand-in something to do and the other way round, so both are asked until neither did anything.
 */
export async function settleMoneyTime(deps: SettleDeps, patience: Patience = createPatience()): Promise<void> {
  let quietRounds = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await alignStandIn(deps);
    const { due } = await readProviderLag(deps.db.service);
    if (!(await deps.inbox.workUntilEmpty())) return tellUnsettled(deps);
    let done = due;
    for (const work of OWN_WORK) done += await work(deps, patience);
    quietRounds = done === 0 ? quietRounds + 1 : 0;
    // What came in may have been worked on elsewhere before we looked, and what that led to shows one round later.
    if (quietRounds === QUIET_ROUNDS) return;
  }
  tellUnsettled(deps);
}

/**
 * Brings the stand-in's time up to ours, and waits for what falls due there. Should it be ahead, as beside a new database,
 * ours follows. Both count whole seconds beside one clock of the machine, so that neither is ahead of the other afterwards.
 */
export async function alignStandIn({ db, stripe }: Pick<Deps, "db" | "stripe">): Promise<void> {
  const { standIn } = stripe;
  if (standIn === null) return;
  const behindSeconds = await measure(
    () => standIn.readClock(),
    () => readMoneyTime(db.service),
  );
  if (behindSeconds < 0) await advanceSandboxClock(db.service, -behindSeconds * SECOND_MS);
  await standIn.advance(Math.max(behindSeconds, 0));
}

/** How far the stand-in is behind. It tells whole seconds: only when none began meanwhile are the two readings of one moment. */
async function measure(readStandIn: () => Promise<number>, readOurs: () => Promise<number>): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const before = await readStandIn();
    const ours = await readOurs();
    const after = await readStandIn();
    if (before === after || attempt === MOST_READINGS) return Math.floor(ours / SECOND_MS) - before;
  }
}

/** What falls due on our side besides the inbox, in the order it is best done in. Each answers how much there was to do. */
const OWN_WORK: readonly ((deps: SettleDeps, patience: Patience) => Promise<number>)[] = [
  // Before what expires: a month's tokens make way for the next one's.
  dropTokenMonths,
  applyAgreedLimits,
  async (deps) => {
    const { grants, calls } = await expireDue(deps);
    return grants + calls;
  },
  runTopUps,
  expirePurchases,
  // After what moves tokens, for the expiries and uses that are left.
  tellExpiringGrants,
  tellUnusualDays,
  checkRunways,
  // Last: what all of it is told of.
  ({ deliveries }, patience) => deliveries.workUntilSettled(patience),
];

function tellUnsettled({ log }: SettleDeps): void {
  log.error("there is still something to do after every round of settling money time");
}

const MOST_ROUNDS = 50;
const QUIET_ROUNDS = 2;
const MOST_READINGS = 5;
