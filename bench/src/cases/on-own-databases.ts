import type { Bench, CaseResult, Template } from "../bench.ts";
import type { ContenderPlace } from "../contenders/place.ts";
import { type Contender, compare, compareInTurns, type Turn } from "../measure/compare.ts";

/** Opens each contender on its own copy of the template, compares them, and takes the copies away. */
export async function onOwnDatabases(
  bench: Bench,
  template: Template,
  openers: readonly Opener[],
): Promise<CaseResult> {
  return withOwnDatabases(bench, template, openers, async (contenders) => ({
    contenders: await compare({ contenders, ...bench.sizes, onStep: bench.onStep }),
  }));
}

/** The same in several ways, each of them a case. */
export async function inTurnsOnOwnDatabases<Kind extends Contender>(
  bench: Bench,
  template: Template,
  openers: readonly Opener<Kind>[],
  turns: readonly NamedTurn<Kind>[],
): Promise<ReadonlyMap<string, CaseResult>> {
  return withOwnDatabases(bench, template, openers, async (contenders) => {
    const measured = await compareInTurns({ contenders, turns, ...bench.sizes, onStep: bench.onStep });
    return new Map(turns.map(({ name }, index) => [name, { contenders: measured[index] ?? [] }]));
  });
}

export type NamedTurn<Kind extends Contender> = Turn<Kind> & { readonly name: string };

async function withOwnDatabases<Kind extends Contender, Result>(
  bench: Bench,
  template: Template,
  openers: readonly Opener<Kind>[],
  measure: (contenders: readonly Kind[]) => Promise<Result>,
): Promise<Result> {
  const places: ContenderPlace[] = [];
  const contenders: Kind[] = [];
  try {
    for (const open of openers) {
      const place = { database: await bench.server.copyOf(template.database), businessIds: template.businessIds };
      places.push(place);
      contenders.push(await open(place));
    }
    // Nobody's turn is spent on writing out what was copied.
    await bench.server.checkpoint();
    return await measure(contenders);
  } catch (error) {
    // Their processes and connections would disturb the cases that follow.
    await Promise.allSettled(contenders.map((contender) => contender.close()));
    throw error;
  } finally {
    await Promise.allSettled(places.map(({ database }) => database.drop()));
  }
}

/** With a warm-up in which the programs are compiled, however short the rest is. */
export function inSteadyLoad(bench: Bench, afterSeconds: number): Bench {
  const warmUpSeconds = Math.max(afterSeconds, bench.sizes.warmUpSeconds);
  return { ...bench, sizes: { ...bench.sizes, warmUpSeconds } };
}

export type Opener<Kind extends Contender = Contender> = (place: ContenderPlace) => Kind | Promise<Kind>;
