import type { SqlRunner } from "../connections/sql-runner.ts";
import { ALERT_CHECKS } from "./alert-checks.ts";
import { BALANCE_CHECKS } from "./balance-checks.ts";
import { CALL_CHECKS } from "./call-checks.ts";
import type { Check, Checked } from "./check.ts";
import { HELD_CHECKS } from "./held-checks.ts";
import { protectionChecks } from "./protection-checks.ts";
import { proveSight } from "./prove-sight.ts";
import { ROLL_UP_CHECKS } from "./roll-up-checks.ts";
import { SELLING_CHECKS } from "./selling-checks.ts";
import { SUBJECT_CHECKS } from "./subject-checks.ts";
import { TOTAL_CHECKS } from "./total-checks.ts";
import { walkEntries } from "./walk-entries.ts";
import { walkHolds } from "./walk-holds.ts";
import { walkLines } from "./walk-lines.ts";

/**
 * Recomputes everything that must hold of the ledger and of what hangs on it, and says what it found. Reads only; run it in
 * one snapshot, or a commit between two checks looks like damage. Memory does not grow with the data.
 */
export async function verifyLedger(sql: SqlRunner, options: VerifyOptions = {}): Promise<readonly Checked[]> {
  const { businessIds = null, onProgress = () => undefined, onChecked = () => undefined } = options;
  const results: Checked[] = [];
  for (const check of CHECKS) {
    for (const checked of await check(sql, { businessIds, onProgress })) {
      results.push(checked);
      onChecked(checked);
    }
  }
  return results;
}

export type VerifyOptions = {
  /** Null or left out: all of them. */
  readonly businessIds?: readonly string[] | null;
  /** Called with the number of rows just read. */
  readonly onProgress?: (rows: number) => void;
  readonly onChecked?: (checked: Checked) => void;
};

const CHECKS: readonly Check[] = [
  proveSight,
  walkEntries,
  walkLines,
  walkHolds,
  ...BALANCE_CHECKS,
  ...HELD_CHECKS,
  ...ALERT_CHECKS,
  ...SUBJECT_CHECKS,
  ...SELLING_CHECKS,
  ...CALL_CHECKS,
  ...TOTAL_CHECKS,
  ...ROLL_UP_CHECKS,
  protectionChecks,
];
