import type { Measured } from "./measure/compare.ts";
import type { Sizes } from "./sizes.ts";
import type { BenchDatabase, BenchServer } from "./stage/bench-server.ts";
import { fillHistory } from "./stage/fill-history.ts";

/** What every case works with. */
export type Bench = {
  readonly server: BenchServer;
  readonly sizes: Sizes;
  readonly onStep: (says: string) => void;
  /** A database with so much history, to be copied; made when first asked for. */
  template(history: History): Promise<Template>;
};

export type History = { readonly businesses: number; readonly linesEach: number };
export type Template = { readonly database: BenchDatabase; readonly businessIds: readonly string[] };

export type DescribedCase = {
  readonly name: string;
  /** What is measured, in words. */
  readonly says: string;
  /** Left out of a quick run unless it is asked for by name. */
  readonly isFullOnly?: boolean;
};

/** A case with contenders of its own. */
export type BenchCase = DescribedCase & { readonly run: (bench: Bench) => Promise<CaseResult> };

/** Cases of the same contenders, which are started and warmed up once. */
export type CaseGroup = {
  readonly cases: readonly DescribedCase[];
  /** Measures those of its cases that are named. */
  readonly run: (bench: Bench, names: readonly string[]) => Promise<ReadonlyMap<string, CaseResult>>;
};

export function groupOfOne(one: BenchCase): CaseGroup {
  return { cases: [one], run: async (bench) => new Map([[one.name, await one.run(bench)]]) };
}

export type CaseResult = {
  /** Ours first. */
  readonly contenders: readonly Measured[];
  /** Why it could not be measured at all. */
  readonly failure?: string;
  /** What is no matter of speed: growth of memory, share of conflicts. */
  readonly figures?: readonly Figure[];
};

export type Figure = { readonly name: string; readonly value: number; readonly unit: string };

export function createBench(parts: Pick<Bench, "server" | "sizes" | "onStep">): Bench {
  const templates = new Map<string, Promise<Template>>();
  const make = async (history: History): Promise<Template> => {
    const { businesses, linesEach } = history;
    parts.onStep(`filling in ${businesses * (3 + linesEach)} ledger rows`);
    const database = await parts.server.createEmpty();
    const onStep = (says: string) => parts.onStep(`filling in ${says}`);
    return { database, businessIds: await fillHistory(database.superuserUrl, { ...history, onStep }) };
  };
  return {
    ...parts,
    template: (history) => {
      const name = JSON.stringify(history);
      const known = templates.get(name) ?? make(history);
      templates.set(name, known);
      return known;
    },
  };
}
