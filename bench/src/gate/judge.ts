import type { CaseResult } from "../bench.ts";
import { ratioOf, type Spread, spreadOf } from "../measure/statistics.ts";
import type { Floor } from "./floors.ts";

/** How one promise stands. Only the median decides: least and most tell how noisy the machine was. */
export function judge(floor: Floor, results: ReadonlyMap<string, CaseResult>): Verdict {
  const result = results.get(floor.caseName);
  if (result === undefined) return { floor, ratio: null, standing: "not measured" };
  const ratio = readRatio(floor, result);
  if (ratio === null || Number.isNaN(ratio.median)) return { floor, ratio: null, standing: "no figure" };
  const reaches = (bound: number) => (floor.bound === "at least" ? ratio.median >= bound : ratio.median <= bound);
  return { floor, ratio, standing: reaches(floor.goal) ? "goal" : reaches(floor.floor) ? "floor" : "below" };
}

export type Verdict = {
  readonly floor: Floor;
  readonly ratio: Spread | null;
  /** `no figure`: it was measured and the books were wrong, which fails as well. */
  readonly standing: "goal" | "floor" | "below" | "no figure" | "not measured";
};

export function isFailure({ standing }: Verdict): boolean {
  return standing === "below" || standing === "no figure";
}

function readRatio(floor: Floor, result: CaseResult): Spread | null {
  const { figure } = floor;
  if (figure === "value") {
    const found = result.figures?.find(({ name }) => name === floor.of);
    return found === undefined ? null : spreadOf([found.value]);
  }
  const roundsOf = (name: string) => {
    const contender = result.contenders.find((one) => one.name === name);
    return contender === undefined || contender.problem !== null
      ? null
      : contender.rounds.map((round) => round[figure]);
  };
  const own = roundsOf(floor.of);
  const base = floor.over === null ? null : roundsOf(floor.over);
  return own === null || base === null ? null : ratioOf(own, base);
}
