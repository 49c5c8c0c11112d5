import type { World } from "../store/world.ts";
import { type DueWork, type DueWorkHandlers, earliestWork } from "./due-work.ts";

/**
 * Does all that is due on one clock until then, in order of time, each piece in a transaction of its own and at its own
 * instant: a renewal that is three months late happens on its date, and plans the next one.
 */
export function doDueWork(
  world: World,
  handlers: DueWorkHandlers,
  { testClock, until }: { testClock: string | null; until: number },
): DueWorkFailure[] {
  const clock = testClock ?? "";
  const failures: DueWorkFailure[] = [];
  let instant = Number.NEGATIVE_INFINITY;
  for (;;) {
    const work = earliestWork(world, testClock, until);
    if (work === null) return failures;
    instant = Math.max(instant, work.at);
    world.steppedTo.set(clock, instant);
    try {
      world.transaction(null, () => {
        world.due_work.delete(work.id);
        handlerOf(handlers, work)(world, work.subject);
      });
    } catch (cause) {
      // Left in the queue it would be tried for ever and hold up all that comes after it.
      world.transaction(null, () => world.due_work.delete(work.id));
      failures.push({ work, cause });
    } finally {
      world.steppedTo.delete(clock);
    }
  }
}

export interface DueWorkFailure {
  readonly work: DueWork;
  readonly cause: unknown;
}

function handlerOf(handlers: DueWorkHandlers, work: DueWork) {
  const handler = handlers[work.kind];
  if (handler === undefined) throw new Error(`nothing does work of kind ${work.kind}`);
  return handler;
}
