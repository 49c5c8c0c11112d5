import type { Bench, CaseResult, Template } from "../bench.ts";
import type { ContenderPlace } from "../contenders/place.ts";
import { type Contender, compare } from "../measure/compare.ts";

/** Opens each contender on its own copy of the template, compares them, and takes the copies away. */
export async function onOwnDatabases(
  bench: Bench,
  template: Template,
  openers: readonly Opener[],
): Promise<CaseResult> {
  const places: ContenderPlace[] = [];
  const contenders: Contender[] = [];
  try {
    for (const open of openers) {
      const place = { database: await bench.server.copyOf(template.database), businessIds: template.businessIds };
      places.push(place);
      contenders.push(await open(place));
    }
    // Nobody's turn is spent on writing out what was copied.
    await bench.server.checkpoint();
    return { contenders: await compare({ contenders, ...bench.sizes, onStep: bench.onStep }) };
  } catch (error) {
    // Their processes and connections would disturb the cases that follow.
    await Promise.allSettled(contenders.map((contender) => contender.close()));
    throw error;
  } finally {
    await Promise.allSettled(places.map(({ database }) => database.drop()));
  }
}

/**
 * With a warm-up in which most businesses are met and the programs are compiled, however short the rest is: what is measured
 * of steady load would otherwise be how accounts are met for the first time.
 */
export function inSteadyLoad(bench: Bench, afterSeconds = STEADY_AFTER_SECONDS): Bench {
  const warmUpSeconds = Math.max(afterSeconds, bench.sizes.warmUpSeconds);
  return { ...bench, sizes: { ...bench.sizes, warmUpSeconds } };
}

const STEADY_AFTER_SECONDS = 2;

export type Opener = (place: ContenderPlace) => Contender | Promise<Contender>;
