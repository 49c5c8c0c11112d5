import type { BenchCase } from "../bench.ts";
import { openLedgerContender } from "../contenders/ledger.ts";
import { openNaiveContender } from "../contenders/naive.ts";
import { addTallies, eventsOf } from "../load/load.ts";
import { pacedLoop } from "../load/paced-loop.ts";
import type { Contender } from "../measure/compare.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

/** How long a call takes when nobody is driven to the limit, however many call. */
export const PACED_CASES: readonly BenchCase[] = [
  {
    name: "paced half load",
    isFullOnly: true,
    says: "single events that come at their times, at half of what each contender does at most; uniform",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => atHalfLoad(openLedgerContender(place, { callers: 256 })),
        (place) => atHalfLoad(openNaiveContender(place, { callers: 256 })),
      ]),
  },
];

/** Its warm-up finds out what it does at most. */
function atHalfLoad(contender: Contender): Contender {
  const { call } = contender;
  if (call === undefined) throw new Error(`${contender.name} cannot be called one by one`);
  let halfPerSecond: number | null = null;
  return {
    ...contender,
    callers: CALLERS_AT_HAND,
    load: async (shape) => {
      if (halfPerSecond !== null) return pacedLoop(call, shape, halfPerSecond);
      const first = await contender.load({ callers: contender.callers, seconds: shape.seconds });
      const most = await contender.load({ callers: contender.callers, seconds: Math.max(0.6, shape.seconds) });
      halfPerSecond = eventsOf(most.tally) / most.seconds / 2;
      return { ...most, tally: addTallies([first.tally, most.tally]) };
    },
  };
}

/** More than are ever waiting at half load; fewer would hold calls back that are due. */
const CALLERS_AT_HAND = 2_000;
