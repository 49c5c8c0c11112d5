import { checkBooks, countLines } from "../books/check-books.ts";
import type { Call } from "../load/closed-loop.ts";
import { addTallies, eventsOf, type LoadResult, type LoadShape, type Tally } from "../load/load.ts";
import { percentileOf } from "./statistics.ts";

/**
 * Measures contenders against each other: all are warmed up, then each round drives every one of them, in an order that moves
 * on from round to round, so that a noisy moment of the machine hits all alike. In the end the books of each are checked: a
 * contender whose books are wrong has no figures.
 */
export async function compare(plan: ComparePlan): Promise<readonly Measured[]> {
  const { contenders, rounds, warmUpSeconds, seconds } = plan;
  const running = await Promise.all(
    contenders.map(async (contender) => ({
      contender,
      linesBefore: contender.books === null ? 0 : await countLines(contender.books.ownerUrl),
      tallies: [] as Tally[],
      results: [] as LoadResult[],
    })),
  );
  for (const one of running) {
    plan.onStep(`warming up ${one.contender.name}`);
    one.tallies.push((await one.contender.load({ callers: one.contender.callers, seconds: warmUpSeconds })).tally);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < running.length; turn += 1) {
      const one = running[(round + turn) % running.length];
      if (one === undefined) continue;
      plan.onStep(`round ${round + 1} of ${rounds}: ${one.contender.name}`);
      const result = await one.contender.load({ callers: one.contender.callers, seconds });
      one.tallies.push(result.tally);
      one.results.push(result);
    }
  }
  plan.onStep("checking the books");
  await Promise.all(contenders.map((contender) => contender.close()));
  return Promise.all(
    running.map(async ({ contender, linesBefore, tallies, results }) => {
      const problem = await problemWith(contender, { linesBefore, recorded: addTallies(tallies).recorded });
      // Figures of books that are wrong are nobody's business.
      const rounds = problem === null ? results.map(toFigures) : [];
      return { name: contender.name, callers: contender.callers, problem, rounds };
    }),
  );
}

/** Somebody who does the work of a case, one way or another. */
export type Contender = {
  readonly name: string;
  readonly callers: number;
  /** Null for those who write nothing. */
  readonly books: { readonly ownerUrl: string; readonly businessIds?: readonly string[] } | null;
  load(shape: LoadShape): Promise<LoadResult>;
  /** One call, where they can be made one by one in this process. */
  readonly call?: Call;
  /** Gives up its connections and processes; its database stays until the books are checked. */
  close(): Promise<void>;
};

export type ComparePlan = {
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly onStep: (says: string) => void;
};

export type Measured = {
  readonly name: string;
  readonly callers: number;
  /** Why there are no figures to be believed; null when the books are right. */
  readonly problem: string | null;
  readonly rounds: readonly RoundFigures[];
};

export type RoundFigures = {
  readonly eventsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly tally: Tally;
};

async function problemWith(
  { books }: Contender,
  asked: { readonly linesBefore: number; readonly recorded: number },
): Promise<string | null> {
  if (books === null) return null;
  return checkBooks(books.ownerUrl, { ...asked, businessIds: books.businessIds ?? null });
}

function toFigures({ seconds, tally, latenciesMs }: LoadResult): RoundFigures {
  return {
    eventsPerSecond: eventsOf(tally) / seconds,
    p50Ms: percentileOf(latenciesMs, 0.5),
    p99Ms: percentileOf(latenciesMs, 0.99),
    tally,
  };
}
