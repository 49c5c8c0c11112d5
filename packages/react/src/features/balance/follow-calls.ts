import type { WireRate } from "../../lib/affordable.ts";
import { type CallClock, followClock } from "./call-clock.ts";
import type { LiveCall } from "./use-balance.ts";

/** A call in its place on the page. It keeps the place for a while after its end, which the page saw at `endedAt`. */
export type FollowedCall = { readonly call: LiveCall; readonly clock: CallClock; readonly endedAt: number | null };

/** How long an ended call says how it ended before it is history. */
const SHOWN_AFTER_END_MS = 5_000;

/** The calls on the page after another balance came: the same ones in their places, the new ones below. */
export function followCalls(
  followed: readonly FollowedCall[],
  calls: readonly LiveCall[],
  { now, asOf, rateOf }: { now: number; asOf: number; rateOf: (call: LiveCall) => WireRate | null },
): readonly FollowedCall[] {
  const live = new Map(calls.map((call) => [call.holdId, call]));
  const kept: FollowedCall[] = [];
  for (const one of followed) {
    const call = live.get(one.call.holdId);
    live.delete(one.call.holdId);
    if (call !== undefined)
      kept.push({ call, clock: followClock(one.clock, call, { asOf, rate: rateOf(call) }), endedAt: null });
    else if (isShown(one, now)) kept.push({ ...one, endedAt: one.endedAt ?? now });
  }
  for (const call of live.values())
    kept.push({ call, clock: followClock(undefined, call, { asOf, rate: rateOf(call) }), endedAt: null });
  return kept;
}

export function isShown({ endedAt }: FollowedCall, now: number): boolean {
  return endedAt === null || now - endedAt < SHOWN_AFTER_END_MS;
}
