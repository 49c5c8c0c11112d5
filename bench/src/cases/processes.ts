import type { Bench, BenchCase, CaseResult } from "../bench.ts";
import { openApiContender } from "../contenders/http.ts";
import type { Measured } from "../measure/compare.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

/** Several API processes on one database. */
export const PROCESS_CASES: readonly BenchCase[] = [
  {
    name: "processes uniform",
    isFullOnly: true,
    says: "API processes side by side, uniform, 256 connections over all of them",
    run: (bench) => runProcesses(bench, "uniform", bench.sizes.processes.uniform),
  },
  {
    name: "processes hot",
    says: "API processes side by side, all events of one business, 256 connections over all of them",
    run: async (bench) => {
      const result = await runProcesses(bench, "hot", bench.sizes.processes.hot);
      const most = result.contenders.find(({ name }) => name === nameOf(3));
      const figures =
        most === undefined ? [] : [{ name: "undecided, 3 processes", value: undecidedOf(most), unit: "%" }];
      return { ...result, figures };
    },
  },
];

async function runProcesses(bench: Bench, spread: "uniform" | "hot", counts: readonly number[]): Promise<CaseResult> {
  const load = { callers: 256, eventsARequest: 1, door: "trpc" } as const;
  return onOwnDatabases(
    bench,
    await businessesOf(bench, spread),
    counts.map((processes) => (place) => openApiContender(place, { ...load, processes, name: nameOf(processes) })),
  );
}

function nameOf(processes: number): string {
  return processes === 1 ? "1 process" : `${processes} processes`;
}

/** Percent of the requests that were answered `ledger_conflict` or another "try again". */
function undecidedOf({ rounds }: Measured): number {
  const undecided = rounds.reduce((sum, { tally }) => sum + tally.notDecided, 0);
  const all = rounds.reduce((sum, { tally }) => sum + tally.recorded + tally.notDecided, 0);
  return (undecided / all) * 100;
}
