import type { Call } from "./closed-loop.ts";
import { addTallies, type LoadResult, type LoadShape, type Tally } from "./load.ts";

/**
 * Calls that come at their times whether or not earlier ones were answered, as customers do. A call is late from the moment
 * it was due, also while it waits for a free caller: otherwise a server that stalls would look fast.
 */
export async function pacedLoop(call: Call, { callers, seconds }: LoadShape, perSecond: number): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const tallies: Tally[] = [];
  const startedAt = performance.now();
  const dueTimes = drawDueTimes(startedAt, seconds, perSecond);
  let next = 0;
  const runCaller = async (caller: number) => {
    for (let dueAt = dueTimes[next]; dueAt !== undefined; dueAt = dueTimes[next]) {
      next += 1;
      await until(dueAt);
      tallies.push(await call(caller));
      latenciesMs.push(performance.now() - dueAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => runCaller(caller)));
  return { seconds: (performance.now() - startedAt) / 1_000, tally: addTallies(tallies), latenciesMs };
}

/** Customers do not know of each other: the time from one call to the next is random, with the given mean. */
function drawDueTimes(startedAt: number, seconds: number, perSecond: number): readonly number[] {
  const dueTimes: number[] = [];
  const endsAt = startedAt + seconds * 1_000;
  let at = startedAt;
  while (at < endsAt) {
    dueTimes.push(at);
    at += (-Math.log(1 - Math.random()) * 1_000) / perSecond;
  }
  return dueTimes;
}

function until(at: number): Promise<void> | void {
  const left = at - performance.now();
  if (left <= 0) return;
  return new Promise((resolve) => setTimeout(resolve, left));
}
