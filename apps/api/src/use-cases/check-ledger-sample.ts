import { type Finding, verifyBusiness, verifyRollUps } from "@farebox/db";
import { takeNextBusiness } from "@farebox/db/jobs";
import type { Deps } from "../deps.ts";

/**
 * Recomputes a few businesses' ledgers from their first entry, one at a time, and says what does not hold. Each call goes
 * on where the last one stopped, in whichever process that was, until a round is complete. A business that cannot be
 * checked is named, and the round goes on after it.
 */
export function checkLedgerSample({ db }: Pick<Deps, "db">): Promise<LedgerSample> {
  return checkSample({ db, round: "check_ledger", atOnce: 10 }, async (businessId) =>
    (await verifyBusiness(db.historyPool, businessId)).flatMap(({ rule, findings }) =>
      findings.map((finding) => ({ ...finding, rule })),
    ),
  );
}

/**
 * The same round about the roll-ups alone, more businesses at a time: what charts, caps and forecasts read are the lines,
 * added up anew. Nothing is repaired: a roll-up that is wrong has a cause that somebody should find first.
 */
export function checkRollUpSample({ db }: Pick<Deps, "db">): Promise<LedgerSample> {
  return checkSample({ db, round: "check_roll_ups", atOnce: 50 }, (businessId) =>
    verifyRollUps(db.historyPool, businessId),
  );
}

export type LedgerSample = {
  readonly findings: readonly LedgerFinding[];
  readonly failures: readonly CheckFailure[];
  readonly businesses: number;
  /** The next one begins with the first business. */
  readonly isRoundComplete: boolean;
};

type LedgerFinding = Finding & { readonly rule: string };
type CheckFailure = { readonly businessId: string; readonly cause: unknown };
type Round = {
  readonly db: Deps["db"];
  readonly round: Parameters<typeof takeNextBusiness>[1];
  readonly atOnce: number;
};

async function checkSample(
  { db, round, atOnce }: Round,
  check: (businessId: string) => Promise<readonly LedgerFinding[]>,
): Promise<LedgerSample> {
  const sample = { findings: [] as LedgerFinding[], failures: [] as CheckFailure[], businesses: 0 };
  while (sample.businesses < atOnce) {
    const businessId = await takeNextBusiness(db.service, round);
    if (businessId === null) return { ...sample, isRoundComplete: true };
    sample.businesses += 1;
    try {
      sample.findings.push(...(await check(businessId)));
    } catch (cause) {
      sample.failures.push({ businessId, cause });
    }
  }
  return { ...sample, isRoundComplete: false };
}
