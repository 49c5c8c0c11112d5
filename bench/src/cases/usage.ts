import type { Bench, BenchCase, Template } from "../bench.ts";
import { openLedgerContender } from "../contenders/ledger.ts";
import { openNaiveContender } from "../contenders/naive.ts";
import type { ContenderPlace } from "../contenders/place.ts";
import { openSqlBatchContender } from "../contenders/sql-batch.ts";
import { inSteadyLoad, onOwnDatabases } from "./on-own-databases.ts";

const CALLERS = [256, 32, 1];

/** Durable writes of single events, in this process. */
export const USAGE_CASES: readonly BenchCase[] = [
  ...CALLERS.map((callers) => ({ ...usageCase({ spread: "uniform", callers }), isFullOnly: callers === 1 })),
  ...CALLERS.map((callers) => ({ ...usageCase({ spread: "hot", callers }), isFullOnly: callers !== 256 })),
];

type Spread = "uniform" | "hot";

function usageCase({ spread, callers }: { readonly spread: Spread; readonly callers: number }): BenchCase {
  return {
    name: `usage ${spread} ${callers}`,
    says: `one event a call, ${spread === "hot" ? "all of one business" : "spread over all businesses"}, ${callers} callers`,
    run: async (bench) =>
      onOwnDatabases(spread === "uniform" ? inSteadyLoad(bench) : bench, await businessesOf(bench, spread), [
        (place) => openLedgerContender(place, { callers }),
        (place) => openNaiveContender(place, { callers }),
        ...(bench.sizes.isQuick && callers !== 256
          ? []
          : [(place: ContenderPlace) => openSqlBatchContender(place, { callers })]),
      ]),
  };
}

export async function businessesOf(bench: Bench, spread: Spread): Promise<Template> {
  const template = await bench.template({ businesses: bench.sizes.businesses, linesEach: 0 });
  return spread === "uniform" ? template : { ...template, businessIds: template.businessIds.slice(0, 1) };
}
