import { setTimeout as wait } from "node:timers/promises";
import type { Hint } from "./live-feed.ts";
import type { Mailbox } from "./mailbox.ts";

/**
 * Hints of one business for one reader: the first at once, then as they come, at most one each `LEAST_APART` (the newest
 * wins) and at least one each `POLL_EVERY`, which keeps the promise when hints are lost. Ends after `LONGEST`.
 */
export async function* follow(mailbox: Mailbox, signal: AbortSignal, pace: Pace = USUAL_PACE): AsyncGenerator<Hint> {
  const endsAt = performance.now() + pace.longestMilliseconds;
  yield LOOK;
  for (;;) {
    await wait(pace.leastApartMilliseconds, undefined, { signal }).catch(() => undefined);
    const left = endsAt - performance.now();
    if (signal.aborted || left <= 0) return;
    const hint = await mailbox.fetch(Math.min(pace.pollEveryMilliseconds, left), signal);
    if (signal.aborted) return;
    yield hint ?? LOOK;
  }
}

export type Pace = {
  readonly leastApartMilliseconds: number;
  readonly pollEveryMilliseconds: number;
  readonly longestMilliseconds: number;
};

const LOOK: Hint = { version: null };

const USUAL_PACE: Pace = {
  leastApartMilliseconds: 100,
  pollEveryMilliseconds: 15_000,
  longestMilliseconds: 10 * 60_000,
};
