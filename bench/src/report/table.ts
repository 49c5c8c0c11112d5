import type { CaseResult } from "../bench.ts";
import type { Verdict } from "../gate/judge.ts";
import type { Measured, RoundFigures } from "../measure/compare.ts";
import { ratioOf, type Spread, spreadOf } from "../measure/statistics.ts";
import { toNumberText } from "./numbers.ts";

/** One row for each contender of each case; what the first of a case is to it stands at its end. */
export function toTable(results: ReadonlyMap<string, CaseResult>): string {
  return [
    "| case | contender | callers | events/s | p50 ms | p99 ms | first / this |",
    "|---|---|--:|--:|--:|--:|--:|",
    ...[...results].flatMap(([name, { contenders, failure, figures = [] }]) => [
      ...(failure === undefined ? [] : [`| ${name} | could not be measured: ${failure} | | | | | |`]),
      ...contenders.map((contender) => rowOf(name, contender, contenders[0])),
      ...figures.map((figure) => `| ${name} | ${figure.name} | | ${toNumberText(figure.value)} ${figure.unit} | | | |`),
    ]),
  ].join("\n");
}

export function toPromises(verdicts: readonly Verdict[]): string {
  return [
    "| case | figure | measured | floor | goal | |",
    "|---|---|--:|--:|--:|---|",
    ...verdicts.map(({ floor, ratio, standing }) => {
      const over = floor.over === null ? floor.of : `${FIGURE_NAMES[floor.figure]}: ${floor.of} / ${floor.over}`;
      const bound = floor.bound === "at least" ? "≥" : "≤";
      return `| ${floor.caseName} | ${over} | ${ratio === null ? "–" : spreadText(ratio)} | ${bound} ${floor.floor} | ${bound} ${floor.goal} | ${standing} |`;
    }),
  ].join("\n");
}

const FIGURE_NAMES = { eventsPerSecond: "events/s", p50Ms: "p50", p99Ms: "p99", value: "" } as const;

function rowOf(caseName: string, contender: Measured, first: Measured | undefined): string {
  const start = `| ${caseName} | ${contender.name} | ${contender.callers}`;
  if (contender.problem !== null) return `${start} | its books are wrong: ${contender.problem} | | | |`;
  const figures = (name: "eventsPerSecond" | "p50Ms" | "p99Ms") => contender.rounds.map((round) => round[name]);
  const isBase = first !== undefined && first !== contender && first.problem === null;
  const ratio = isBase ? spreadText(ratioOf(eventsPerSecondOf(first.rounds), figures("eventsPerSecond"))) : "";
  const [speed, p50, p99] = [figures("eventsPerSecond"), figures("p50Ms"), figures("p99Ms")].map((each) =>
    spreadText(spreadOf(each)),
  );
  return `${start} | ${speed} | ${p50} | ${p99} | ${ratio} |`;
}

function eventsPerSecondOf(rounds: readonly RoundFigures[]): number[] {
  return rounds.map(({ eventsPerSecond }) => eventsPerSecond);
}

function spreadText({ median, least, most }: Spread): string {
  return least === most
    ? toNumberText(median)
    : `${toNumberText(median)} (${toNumberText(least)}–${toNumberText(most)})`;
}
