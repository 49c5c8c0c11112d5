import { askForHold } from "../calls/ask-for-hold.ts";
import type { Hold } from "../calls/call-types.ts";
import { isHold } from "../calls/is-hold.ts";
import { type FareboxError, toFareboxError } from "../errors.ts";
import type { CaptureEntry } from "../journal/entry.ts";
import type { Ask } from "../procedures.ts";

export type CaptureDelivered =
  | { readonly outcome: "captured" | "settled"; readonly hold: Hold }
  | { readonly outcome: "ended_before"; readonly hold: Hold };

/** The end of a call: charged, or as something else ended it before. Every other *no* is answered as it is. */
export async function deliverCapture(
  ask: Ask,
  { holdId, elapsedSeconds, businessId }: Omit<CaptureEntry, "id" | "kind">,
  timeoutMs: number,
): Promise<CaptureDelivered | FareboxError> {
  try {
    const hold = await askForHold(ask, "holds.capture", { id: holdId, elapsedSeconds }, { timeoutMs, businessId });
    return { outcome: hold.status === "settled" ? "settled" : "captured", hold };
  } catch (failure) {
    const error = toFareboxError(failure);
    const hold = error.details["hold"];
    if (error.code === "hold_not_open" && isHold(hold)) return { outcome: "ended_before", hold };
    // Others have reported more of it than we have measured: no less can be charged.
    if (
      error.code === "validation_failed" &&
      isHold(hold) &&
      hold.status === "open" &&
      elapsedSeconds < hold.bookedSeconds
    )
      return deliverCapture(ask, { holdId, elapsedSeconds: hold.bookedSeconds, businessId }, timeoutMs);
    return error;
  }
}
