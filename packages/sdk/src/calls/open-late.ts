import { isUnavailable, toFareboxError } from "../errors.ts";
import { askForHold } from "./ask-for-hold.ts";
import { bookAllowed } from "./book-allowed.ts";
import type { LiveCall } from "./live-call.ts";
import { readElapsedMs } from "./read-elapsed.ts";

/**
 * Tries to open the hold of a call that began while Farebox was away. What the call lasted before its hold is booked as
 * usage, once: an earlier attempt may have opened the hold unheard, and then only what came before that.
 */
export async function openLate(call: LiveCall): Promise<void> {
  const { ask, settings } = call.parts;
  const { callId, service, agentId, businessId } = call.asked;
  try {
    // A crash from here on leaves behind what it lasted so far.
    if (settings.queueFile !== null) await bookAllowed(call, { isRunning: true });
    const hold = await askForHold(
      ask,
      "holds.open",
      { callId, service, agentId },
      { timeoutMs: settings.attemptTimeoutMs, businessId },
    );
    const isNew = hold.outcome === "opened";
    const openForMs = isNew ? 0 : ((await readElapsedMs(call.parts, hold, businessId)) ?? hold.bookedSeconds * 1_000);
    call.opened(hold, openForMs);
    await bookAllowed(call, { isRunning: false });
    if (hold.status !== "open") call.lose(hold);
  } catch (failure) {
    const error = toFareboxError(failure);
    if (error.code === "queue_failed") settings.onError(error);
    if (isUnavailable(error)) call.failed("unavailable");
    else call.lose(null, error);
  }
}
