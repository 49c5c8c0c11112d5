import { addTallies, type LoadResult, type LoadShape, type Tally } from "./load.ts";

/** Lets so many callers call one after the other until the time is up, and waits for the answers that are still due. */
export async function closedLoop(call: Call, { callers, seconds }: LoadShape): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const tallies: Tally[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const runCaller = async (caller: number) => {
    for (let before = performance.now(); before < endsAt; before = performance.now()) {
      tallies.push(await call(caller));
      latenciesMs.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => runCaller(caller)));
  return { seconds: (performance.now() - startedAt) / 1_000, tally: addTallies(tallies), latenciesMs };
}

/** One call of one caller. */
export type Call = (caller: number) => Promise<Tally>;
