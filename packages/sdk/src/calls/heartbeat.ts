import { type FareboxError, isUnavailable, toFareboxError } from "../errors.ts";
import { askForHold } from "./ask-for-hold.ts";
import type { Hold } from "./call-types.ts";
import { isHold } from "./is-hold.ts";
import type { LiveCall } from "./live-call.ts";
import { readElapsedMs } from "./read-elapsed.ts";

/** Reports how long a call has lasted, and hears what is granted. Never fails: what went wrong is told to the call. */
export async function heartbeat(call: LiveCall): Promise<void> {
  const { ask, settings } = call.parts;
  const elapsedSeconds = Math.floor(call.time.holdElapsedMs / 1_000);
  try {
    const input = { id: call.holdId, seq: call.nextSeq(), elapsedSeconds };
    const { businessId } = call.asked;
    const hold = await askForHold(ask, "holds.extend", input, { timeoutMs: settings.attemptTimeoutMs, businessId });
    if (hold.status === "open") call.extended(followOthers(call, hold));
    else call.lose(hold);
  } catch (failure) {
    await explain(call, toFareboxError(failure));
  }
}

async function explain(call: LiveCall, error: FareboxError): Promise<void> {
  const hold = error.details["hold"];
  if (error.code === "hold_not_open" && isHold(hold)) return call.lose(hold, error);
  if (error.code === "not_found") return call.lose(null, error);
  if (error.code === "validation_failed" && isHold(hold) && hold.status === "open") {
    // Our count and the ledger's have parted; the ledger's clock decides.
    call.time.countFrom((await readElapsedMs(call.parts, hold, call.asked.businessId)) ?? hold.bookedSeconds * 1_000);
    return call.failed("unavailable");
  }
  if (isUnavailable(error)) return call.failed("unavailable");
  call.parts.settings.onError(error);
  call.failed("refused");
}

/** Another process with the same call may have counted further: what was reported cannot be taken back. */
function followOthers(call: LiveCall, hold: Hold): Hold {
  if (hold.bookedSeconds * 1_000 > call.time.holdElapsedMs) call.time.countFrom(hold.bookedSeconds * 1_000);
  return hold;
}
