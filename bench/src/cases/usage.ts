import type { Bench, BenchCase, CaseGroup, Template } from "../bench.ts";
import { openLedgerContender } from "../contenders/ledger.ts";
import { openNaiveContender } from "../contenders/naive.ts";
import { openSqlBatchContender } from "../contenders/sql-batch.ts";
import type { Contender } from "../measure/compare.ts";
import {
  inSteadyLoad,
  inTurnsOnOwnDatabases,
  type NamedTurn,
  type Opener,
  onOwnDatabases,
} from "./on-own-databases.ts";

/** Durable writes of single events by many callers, in this process: by the same contenders, one case after the other. */
export const UNIFORM_USAGE: CaseGroup = {
  cases: [
    { name: "usage uniform 256", says: saysOf("uniform", 256) },
    { name: "usage uniform 32", says: saysOf("uniform", 32) },
    { name: "half load", says: "single events, uniform, by 128 callers: half as many as the cases at the limit have" },
  ],
  run: async (bench, names) => {
    // Batches are prepared for one number of callers.
    const isCalledOneByOne = ({ call }: Contender) => call !== undefined;
    const turns = [
      byCallers("usage uniform 256", 256, () => true),
      { ...byCallers("usage uniform 32", 32, isCalledOneByOne), leastSeconds: LEAST_SECONDS },
      byCallers("half load", 128, isCalledOneByOne),
    ].filter(({ name }) => names.includes(name));
    const template = await businessesOf(bench, "uniform");
    return inTurnsOnOwnDatabases(inSteadyLoad(bench, WARM_UP_SECONDS), template, contendersOf(256), turns);
  },
};

/** Time for the programs to be compiled, and for the pages of a copied database to be split where rows come in between. */
const WARM_UP_SECONDS = 4;

/** One slow flush or collection of garbage is much of what a shorter turn of a few callers measures. */
const LEAST_SECONDS = 1;

function byCallers(name: string, callers: number, isAmong: (contender: Contender) => boolean): NamedTurn<Contender> {
  return {
    name,
    isAmong,
    callersOf: () => callers,
    load: (contender, seconds) => contender.load({ callers, seconds }),
  };
}

/** The same by a lone caller, and for one business alone. */
export const OTHER_USAGE: readonly BenchCase[] = [
  { ...usageCase("uniform", 1), isFullOnly: true },
  usageCase("hot", 256),
  ...[32, 1].map((callers) => ({ ...usageCase("hot", callers), isFullOnly: true })),
];

type Spread = "uniform" | "hot";

function usageCase(spread: Spread, callers: number): BenchCase {
  return {
    name: `usage ${spread} ${callers}`,
    says: saysOf(spread, callers),
    run: async (bench) => onOwnDatabases(bench, await businessesOf(bench, spread), contendersOf(callers)),
  };
}

function saysOf(spread: Spread, callers: number): string {
  const over = spread === "hot" ? "all of one business" : "spread over all businesses";
  return `one event a call, ${over}, ${callers === 1 ? "a lone caller" : `${callers} callers`}`;
}

function contendersOf(callers: number): readonly Opener[] {
  return [
    (place) => openLedgerContender(place, { callers }),
    (place) => openNaiveContender(place, { callers }),
    (place) => openSqlBatchContender(place, { callers }),
  ];
}

export async function businessesOf(bench: Bench, spread: Spread): Promise<Template> {
  const template = await bench.template({ businesses: bench.sizes.businesses, linesEach: 0 });
  return spread === "uniform" ? template : { ...template, businessIds: template.businessIds.slice(0, 1) };
}
