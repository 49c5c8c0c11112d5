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
  const due = Math.max(1, Math.floor(seconds * perSecond));
  const dueAt = (index: number) => startedAt + (index * 1_000) / perSecond;
  let next = 0;
  const runCaller = async (caller: number) => {
    while (next < due) {
      const index = next;
      next += 1;
      await until(dueAt(index));
      tallies.push(await call(caller));
      latenciesMs.push(performance.now() - dueAt(index));
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => runCaller(caller)));
  return { seconds: (performance.now() - startedAt) / 1_000, tally: addTallies(tallies), latenciesMs };
}

function until(at: number): Promise<void> | void {
  const left = at - performance.now();
  if (left <= 0) return;
  return new Promise((resolve) => setTimeout(resolve, left));
}
