import type { Hold } from "../account.ts";
import type { AccountDraft } from "../account-draft.ts";
import { MAX_MICRO_TOKENS } from "../amounts.ts";
import type { BillingError } from "../errors.ts";
import { SECOND_MS } from "../instants.ts";
import { MAX_CALL_SECONDS } from "../lease.ts";
import { accruedOf } from "../purse.ts";

/** How far a reporter may count ahead of our clock. */
export const ELAPSED_TOLERANCE_MS = 5 * SECOND_MS;

/**
 * What is wrong with a call's reported duration, with the hold as it stands; null when nothing is. A call that ended may
 * turn out shorter than what was last reported of it, a live one cannot.
 */
export function problemWithElapsed(draft: AccountDraft, hold: Hold, elapsedSeconds: number): BillingError | null {
  if (!Number.isSafeInteger(elapsedSeconds) || elapsedSeconds < 0)
    return invalid(hold, "must be a whole number of seconds");
  if (elapsedSeconds > MAX_CALL_SECONDS) return invalid(hold, "must be at most 24 hours");
  if (hold.status === "open" && elapsedSeconds < hold.elapsedSeconds)
    return invalid(hold, `must not be less than the ${hold.elapsedSeconds} reported before`);
  if (elapsedSeconds * SECOND_MS > draft.context.now - hold.openedAt + ELAPSED_TOLERANCE_MS)
    return invalid(hold, "is more than has passed since the call was opened");
  return null;
}

/** Whether a call could be charged so much without bringing the debt beyond the bound. */
export function problemWithCharge(draft: AccountDraft, hold: Hold, charged: bigint): BillingError | null {
  const others = accruedOf(draft) - (hold.status === "open" ? hold.accrued : 0n);
  if (charged + others + draft.debt > MAX_MICRO_TOKENS) return invalid(hold, "costs more than can be booked");
  return null;
}

function invalid(hold: Hold, message: string): BillingError {
  return { code: "validation_failed", field: "elapsedSeconds", message, hold: { ...hold } };
}
