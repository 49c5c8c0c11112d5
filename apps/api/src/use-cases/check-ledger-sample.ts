import { type Finding, verifyBusiness } from "@farebox/db";
import { takeNextBusiness } from "@farebox/db/jobs";
import type { Deps } from "../deps.ts";

/**
 * Recomputes a few businesses' ledgers from their first entry, one at a time, and says what does not hold. Each call goes
 * on where the last one stopped, in whichever process that was, until a round is complete. A business that cannot be
 * checked is named, and the round goes on after it.
 */
export async function checkLedgerSample({ db }: Pick<Deps, "db">): Promise<LedgerSample> {
  const sample = { findings: [] as LedgerFinding[], failures: [] as CheckFailure[], businesses: 0 };
  while (sample.businesses < BUSINESSES_AT_ONCE) {
    const businessId = await takeNextBusiness(db.service);
    if (businessId === null) return { ...sample, isRoundComplete: true };
    sample.businesses += 1;
    try {
      for (const { rule, findings } of await verifyBusiness(db.historyPool, businessId))
        sample.findings.push(...findings.map((finding) => ({ ...finding, rule })));
    } catch (cause) {
      sample.failures.push({ businessId, cause });
    }
  }
  return { ...sample, isRoundComplete: false };
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

const BUSINESSES_AT_ONCE = 10;
