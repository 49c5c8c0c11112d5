import { FareboxError, isUnavailable } from "../errors.ts";
import { deliverCapture } from "../usage/deliver-capture.ts";
import type { Delivered } from "../usage/queue.ts";
import { bookAllowed } from "./book-allowed.ts";
import type { CallEnd, Hold } from "./call-types.ts";
import type { LiveCall } from "./live-call.ts";
import { readElapsedMs } from "./read-elapsed.ts";

/** Charges a call that is over; where Farebox cannot be reached, it is queued and told `later`. */
export async function endCall(
  call: LiveCall,
  elapsedSeconds: number | null,
  later: (end: CallEnd) => void,
): Promise<CallEnd> {
  const { time } = call;
  if (time.hold === null) return endAllowed(call, elapsedSeconds, later);
  const ended = elapsedSeconds === null ? time.holdElapsedMs : elapsedSeconds * 1_000 - time.allowedMs;
  return endHold(call, { hold: time.hold, seconds: Math.max(0, Math.floor(ended / 1_000)) }, later);
}

/** It never had a hold: what was allowed of it is usage. */
async function endAllowed(call: LiveCall, elapsedSeconds: number | null, later: Later): Promise<CallEnd> {
  const { settings } = call.parts;
  const lasted = elapsedSeconds ?? Math.floor(call.time.elapsedMs / 1_000);
  const seconds = Math.min(lasted, settings.allowance?.allowSeconds ?? 0);
  const end = { callId: call.asked.callId, elapsedSeconds: seconds, charged: 0, hold: null };
  if (seconds === 0) {
    await bookAllowed(call, { isRunning: false, seconds });
    return { ...end, outcome: "booked" };
  }
  return within(settings.attemptTimeoutMs, { ...end, outcome: "queued", charged: null }, later, (heard) =>
    bookAllowed(call, { isRunning: false, seconds }, (delivered) => heard({ ...end, ...toBooked(delivered) })),
  );
}

async function endHold(call: LiveCall, { hold, seconds }: Ending, later: Later): Promise<CallEnd> {
  const { ask, settings, queue } = call.parts;
  const { businessId } = call.asked;
  if (hold.status !== "open" && hold.status !== "abandoned") return toEnd(call, { outcome: "ended_before", hold });
  const capture = { holdId: hold.holdId, elapsedSeconds: seconds, businessId };
  // Who is known to be away is not waited for as long.
  const isAway = call.time.trouble === "unavailable";
  const delivered = await deliverCapture(ask, capture, isAway ? settings.attemptTimeoutMs : settings.totalTimeoutMs);
  if (!(delivered instanceof FareboxError)) return toEnd(call, delivered);
  if (delivered.code === "validation_failed") {
    // More than the ledger's clock allows: then that is how long it was.
    const openForMs = await readElapsedMs(call.parts, hold, businessId);
    const most = Math.floor((openForMs ?? 0) / 1_000);
    if (openForMs !== null && most < seconds) return endHold(call, { hold, seconds: most }, later);
    throw delivered;
  }
  if (delivered.code === "not_found") throw delivered;
  if (!isUnavailable(delivered)) settings.onError(delivered);
  await queue.put({ id: `capture ${hold.holdId}`, kind: "capture", ...capture }, (heard) => {
    if ("hold" in heard && !(heard instanceof FareboxError)) later(toEnd(call, heard));
  });
  const elapsedSeconds = seconds + Math.floor(call.time.allowedMs / 1_000);
  return { outcome: "queued", callId: call.asked.callId, elapsedSeconds, charged: null, hold };
}

function toEnd(call: LiveCall, { outcome, hold }: { outcome: CallEnd["outcome"]; hold: Hold }): CallEnd {
  const elapsedSeconds = hold.bookedSeconds + Math.floor(call.time.allowedMs / 1_000);
  return { outcome, callId: call.asked.callId, elapsedSeconds, charged: hold.charged, hold };
}

function toBooked(delivered: Delivered): Pick<CallEnd, "outcome" | "charged"> {
  if (delivered instanceof FareboxError || !("charged" in delivered)) return { outcome: "refused", charged: 0 };
  return { outcome: delivered.outcome === "refused" ? "refused" : "booked", charged: delivered.charged };
}

/** What becomes of it soon, or else that it is queued; then what becomes of it is told later. */
function within(
  timeoutMs: number,
  queued: CallEnd,
  later: Later,
  begin: (heard: (end: CallEnd) => void) => Promise<void>,
): Promise<CallEnd> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const answer = (end: CallEnd) => {
      clearTimeout(timer);
      if (isAnswered) return later(end);
      isAnswered = true;
      resolve(end);
    };
    const timer = setTimeout(() => answer(queued), timeoutMs);
    begin(answer).catch((failure) => {
      clearTimeout(timer);
      reject(failure);
    });
  });
}

type Later = (end: CallEnd) => void;
type Ending = { readonly hold: Hold; readonly seconds: number };
