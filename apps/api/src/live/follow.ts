import { setTimeout as wait } from "node:timers/promises";
import type { Hint } from "./live-feed.ts";
import type { Mailbox } from "./mailbox.ts";

/**
 * Hints of one business for one reader: the first at once, then as they come, at most one in each beat of `leastApart`
 * (the newest wins) and at least one each `pollEvery`, which keeps the promise when hints are lost. Ends after `longest`.
 */
export async function* follow(mailbox: Mailbox, signal: AbortSignal, pace: Pace): AsyncGenerator<Hint> {
  const endsAt = performance.now() + pace.longestMilliseconds;
  yield LOOK;
  for (;;) {
    await wait(untilBeat(pace.leastApartMilliseconds()), undefined, { signal }).catch(() => undefined);
    const left = endsAt - performance.now();
    if (signal.aborted || left <= 0) return;
    const hint = await mailbox.fetch(Math.min(pace.pollEveryMilliseconds, left), signal);
    if (signal.aborted) return;
    yield hint ?? LOOK;
  }
}

/** All who follow one business have the same beats, whenever they came: so they wake, and look, together. */
function untilBeat(everyMilliseconds: number): number {
  return everyMilliseconds - (performance.now() % everyMilliseconds);
}

export type Pace = {
  /** Asked anew each time: it depends on how many follow. */
  readonly leastApartMilliseconds: () => number;
  readonly pollEveryMilliseconds: number;
  readonly longestMilliseconds: number;
};

const LOOK: Hint = { version: null };
