import { chargeFor, type WireRate } from "../../lib/affordable.ts";
import type { LiveCall } from "./use-balance.ts";

/** From when the seconds of a call are counted on the page, in the server's time. */
export type CallClock = { readonly startsAt: number; readonly reportedSeconds: number };

const MOST_DRIFT_TOKENS = 0.1;
const MOST_SECONDS = 86_400;

/**
 * A call is counted from its opening. Its handler may count otherwise, from the answer for instance: when a heartbeat is
 * more than 0.1 token away from what is shown, the clock follows the heartbeat.
 */
export function followClock(
  known: CallClock | undefined,
  { startedAt, elapsedSeconds, charged }: Pick<LiveCall, "startedAt" | "elapsedSeconds" | "charged">,
  { asOf, rate }: { asOf: number; rate: WireRate | null },
): CallClock {
  if (known === undefined) return { startsAt: Date.parse(startedAt), reportedSeconds: elapsedSeconds };
  if (known.reportedSeconds === elapsedSeconds) return known;
  const heard = { startsAt: known.startsAt, reportedSeconds: elapsedSeconds };
  const shown = rate === null ? charged : chargeFor(rate, secondsAt(heard, asOf));
  if (Math.abs(shown - charged) <= MOST_DRIFT_TOKENS) return heard;
  return { startsAt: asOf - elapsedSeconds * 1000, reportedSeconds: elapsedSeconds };
}

/** Whole seconds of a call at an instant of the server's time; never less than was reported. */
export function secondsAt({ startsAt, reportedSeconds }: CallClock, at: number): number {
  return Math.min(Math.max(reportedSeconds, Math.floor((at - startsAt) / 1000)), MOST_SECONDS);
}
