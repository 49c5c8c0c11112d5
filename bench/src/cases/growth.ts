import type { Bench, BenchCase, Template } from "../bench.ts";
import { openLedgerContender } from "../contenders/ledger.ts";
import type { ContenderPlace } from "../contenders/place.ts";
import { type Contender, compare } from "../measure/compare.ts";

const BUSINESSES = 2_000;
const GRANTS = 3;
/**
 * The log carries each page whole that is touched for the first time after a checkpoint. The keys of a long history are on
 * so many pages that this is most of what the first seconds write; a checkpoint comes every 15 minutes, so it is warmed up.
 */
const FIRST_TOUCHES_SECONDS = 20;

/** The same load on a young database and on one with a long history, by turns. */
export const GROWTH_CASES: readonly BenchCase[] = [
  {
    name: "growth",
    isFullOnly: true,
    says: "our durable writes with a long history, against a short one; uniform over 2,000 businesses, 256 callers",
    run: async (bench) => {
      const { small, large } = bench.sizes.growthRows;
      const histories = [
        { name: "long history", rows: large },
        { name: "short history", rows: small },
      ];
      const places: ContenderPlace[] = [];
      const contenders: Contender[] = [];
      for (const { name, rows } of histories) {
        const { database, businessIds } = await templateOf(bench, rows);
        // Its own last use, so it is not copied.
        const place = { database, businessIds };
        places.push(place);
        contenders.push(openLedgerContender(place, { callers: 256, name }));
      }
      await bench.server.checkpoint();
      const { isQuick, warmUpSeconds } = bench.sizes;
      const measured = await compare({
        contenders,
        ...bench.sizes,
        warmUpSeconds: isQuick ? warmUpSeconds : FIRST_TOUCHES_SECONDS,
        onStep: bench.onStep,
      });
      await Promise.all(places.map(({ database }) => database.drop()));
      return { contenders: measured };
    },
  },
];

function templateOf(bench: Bench, rows: number): Promise<Template> {
  return bench.template({ businesses: BUSINESSES, linesEach: rows / BUSINESSES - GRANTS });
}
