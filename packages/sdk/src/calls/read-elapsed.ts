import { isRecord } from "../is-record.ts";
import type { CallParts } from "./call-parts.ts";
import type { Hold } from "./call-types.ts";

/**
 * How long a hold has been open by the ledger's own clock; null when that cannot be learned. The clock of this machine may
 * say anything, and both instants come from there.
 */
export async function readElapsedMs(
  { ask, settings }: Pick<CallParts, "ask" | "settings">,
  { openedAt, bookedSeconds }: Pick<Hold, "openedAt" | "bookedSeconds">,
  businessId: string | undefined,
): Promise<number | null> {
  const answer = await ask("balance.get", {}, { timeoutMs: settings.attemptTimeoutMs, businessId }).catch(() => null);
  const elapsedMs = isRecord(answer) ? Date.parse(String(answer["asOf"])) - Date.parse(openedAt) : Number.NaN;
  return Number.isNaN(elapsedMs) ? null : Math.max(elapsedMs, bookedSeconds * 1_000);
}
