import { chargeFor, type WireRate } from "../../lib/affordable.ts";
import type { LiveCall } from "./use-balance.ts";

/** Beyond an hour a forecast from the calls of this minute would cry wolf: few calls last that long. */
const WORTH_SAYING_MINUTES = 60;
const MICRO = 1_000_000;

export type CallTotals = {
  readonly count: number;
  /** Tokens a minute of all live calls; null while the price of one is not known here. */
  readonly perMinute: number | null;
  /** Whole minutes until live calls have used all there is; null when that is far off or not known. */
  readonly runsOutMinutes: number | null;
};

/** What live calls do to the balance together. Null without any. */
export function totalCalls({
  calls,
  rateOf,
  tokens,
  at,
}: {
  calls: readonly LiveCall[];
  rateOf: (call: LiveCall) => WireRate | null;
  /** What they can use: available and held. */
  tokens: number;
  /** The server's time, in milliseconds. */
  at: number;
}): CallTotals | null {
  if (calls.length === 0) return null;
  let perMinute = 0;
  let used = 0;
  for (const call of calls) {
    const rate = rateOf(call);
    if (rate === null) return { count: calls.length, perMinute: null, runsOutMinutes: null };
    perMinute += Math.round((rate.tokens * MICRO * 60) / rate.per);
    const seconds = Math.floor((at - Date.parse(call.startedAt)) / 1000);
    used += Math.round(chargeFor(rate, Math.max(call.elapsedSeconds, seconds, 0)) * MICRO);
  }
  const left = Math.max(0, Math.round(tokens * MICRO) - used);
  const minutes = perMinute === 0 ? Number.POSITIVE_INFINITY : Math.floor(left / perMinute);
  return {
    count: calls.length,
    perMinute: perMinute / MICRO,
    runsOutMinutes: minutes <= WORTH_SAYING_MINUTES ? minutes : null,
  };
}
