import { type Finding, verifyNextBusinesses } from "@farebox/db";
import type { Deps } from "../deps.ts";

/**
 * Recomputes a few businesses' ledgers from their first entry and says what does not hold. Each call goes on after the last
 * one's `lastId` and begins anew when the round is complete.
 */
export async function checkLedgerSample({ db }: Pick<Deps, "db">, afterId: string | null): Promise<LedgerSample> {
  const { checked, businesses, lastId } = await verifyNextBusinesses(db.servicePool, {
    afterId,
    limit: BUSINESSES_AT_ONCE,
  });
  return {
    findings: checked.flatMap((check) => check.findings.map((finding) => ({ ...finding, rule: check.rule }))),
    businesses,
    lastId,
  };
}

export type LedgerSample = {
  readonly findings: readonly (Finding & { readonly rule: string })[];
  readonly businesses: number;
  /** Null when there was none after it: the next round begins with the first. */
  readonly lastId: string | null;
};

const BUSINESSES_AT_ONCE = 10;
