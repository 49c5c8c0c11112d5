import { type Books, checkBooks, countLines } from "../books/check-books.ts";
import type { Call } from "../load/closed-loop.ts";
import { addTallies, eventsOf, type LoadResult, type LoadShape, type Tally } from "../load/load.ts";
import { percentileOf } from "./statistics.ts";

/** Measures contenders against each other in one way, and closes them. */
export async function compare(plan: ComparePlan): Promise<readonly Measured[]> {
  const whole: Turn<Contender> = {
    name: null,
    callersOf: ({ callers }) => callers,
    load: (contender, seconds) => contender.load({ callers: contender.callers, seconds }),
  };
  const [measured = []] = await compareInTurns({ ...plan, turns: [whole] });
  return measured;
}

/**
 * Measures contenders against each other in several ways, one after the other, and closes them: all are warmed up once; then
 * each round of a way drives every one of them, in an order that moves on from round to round, so that a noisy moment of the
 * machine hits all alike. In the end the books of each are checked: a contender whose books are wrong has no figures.
 */
export async function compareInTurns<Kind extends Contender>(
  plan: TurnsPlan<Kind>,
): Promise<readonly (readonly Measured[])[]> {
  const { contenders, turns, rounds, warmUpSeconds, seconds } = plan;
  const running = await Promise.all(
    contenders.map(async (contender) => ({
      contender,
      linesBefore: contender.books === null ? 0 : await countLines(contender.books.ownerUrl),
      tallies: [] as Tally[],
      results: new Map<Turn<Kind>, LoadResult[]>(),
    })),
  );
  for (const one of running) {
    const { name, callers, isWarmAfterSeconds = Number.POSITIVE_INFINITY } = one.contender;
    plan.onStep(`warming up ${name}`);
    const met = await one.contender.meet?.();
    if (met !== undefined) one.tallies.push(met);
    const seconds = Math.min(warmUpSeconds, isWarmAfterSeconds);
    one.tallies.push((await one.contender.load({ callers, seconds })).tally);
  }
  for (const turn of turns) {
    const among = running.filter(({ contender }) => turn.isAmong?.(contender) ?? true);
    for (let round = 0; round < rounds; round += 1) {
      for (let place = 0; place < among.length; place += 1) {
        const one = among[(round + place) % among.length];
        if (one === undefined) continue;
        const way = turn.name === null ? "" : `${turn.name}, `;
        plan.onStep(`${way}round ${round + 1} of ${rounds}: ${one.contender.name}`);
        const result = await turn.load(one.contender, Math.max(seconds, turn.leastSeconds ?? 0));
        one.tallies.push(result.tally);
        one.results.set(turn, [...(one.results.get(turn) ?? []), result]);
      }
    }
  }
  plan.onStep("checking the books");
  await Promise.all(contenders.map((contender) => contender.close()));
  const problems = await Promise.all(
    running.map(({ contender, linesBefore, tallies }) =>
      problemWith(contender, { linesBefore, recorded: addTallies(tallies).recorded }),
    ),
  );
  return turns.map((turn) =>
    running.flatMap(({ contender, results }, index) => {
      const ofTurn = results.get(turn);
      if (ofTurn === undefined) return [];
      const problem = problems[index] ?? null;
      // Figures of books that are wrong are nobody's business.
      const rounds = problem === null ? ofTurn.map(toFigures) : [];
      return [{ name: contender.name, callers: turn.callersOf(contender), problem, rounds }];
    }),
  );
}

/** Somebody who does the work of a case, one way or another. */
export type Contender = {
  readonly name: string;
  /** Of its warm-up, and of what is measured unless that says otherwise. */
  readonly callers: number;
  /** Where more warming up does not make it faster. */
  readonly isWarmAfterSeconds?: number;
  /** Null for those who write nothing. */
  readonly books: Books | null;
  /** One event of every business, where businesses cost less after the first time. */
  readonly meet?: () => Promise<Tally>;
  load(shape: LoadShape): Promise<LoadResult>;
  /** One call, where they can be made one by one in this process. */
  readonly call?: Call;
  /** Gives up its connections and processes; its database stays until the books are checked. */
  close(): Promise<void>;
};

/** One way to drive contenders. */
export type Turn<Kind extends Contender> = {
  /** Null when there is no other. */
  readonly name: string | null;
  /** Left out: all are. */
  readonly isAmong?: (contender: Kind) => boolean;
  readonly callersOf: (contender: Kind) => number;
  /** Where a shorter turn would mostly be its own beginning and end. */
  readonly leastSeconds?: number;
  readonly load: (contender: Kind, seconds: number) => Promise<LoadResult>;
};

export type ComparePlan<Kind extends Contender = Contender> = {
  readonly contenders: readonly Kind[];
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly onStep: (says: string) => void;
};

export type TurnsPlan<Kind extends Contender> = ComparePlan<Kind> & { readonly turns: readonly Turn<Kind>[] };

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
  return checkBooks(books.ownerUrl, { ...asked, businessIds: books.businessIds });
}

function toFigures({ seconds, tally, latenciesMs }: LoadResult): RoundFigures {
  return {
    eventsPerSecond: eventsOf(tally) / seconds,
    p50Ms: percentileOf(latenciesMs, 0.5),
    p99Ms: percentileOf(latenciesMs, 0.99),
    tally,
  };
}
